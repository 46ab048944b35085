package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeListQuery;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a list: requests with the same key get the same bytes.
 *
 * @param page the part that is wanted; null for all
 * @param rest the fields after the items and their count
 * @param isMasked whether secrets are masked
 * @param takesGzip whether it may be compressed
 */
record ListKey(
    RuntimeListQuery query,
    @Nullable ListPage page,
    JsonObject rest,
    boolean isMasked,
    boolean takesGzip) {}
