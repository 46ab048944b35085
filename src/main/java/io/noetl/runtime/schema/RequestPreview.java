package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.secrets.SecretText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request would do, for a dry run.
 *
 * @param method the HTTP method, or the name of the operation on a database
 * @param target the address, or the database
 * @param headers what would be sent beside the body, secrets masked; empty for a database
 * @param body the request
 * @param curl the equivalent command line, secrets left to the shell; null for a database
 */
public record RequestPreview(
    String method,
    String target,
    Map<String, String> headers,
    JsonObject body,
    @Nullable String curl)
    implements Confidential<RequestPreview> {

  @Override
  public RequestPreview masked() {
    return new RequestPreview(
        method, target, headers, body.masked(), curl == null ? null : SecretText.of(curl));
  }
}
