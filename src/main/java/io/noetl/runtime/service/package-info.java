/** Direct mode: the registry on a database, without a server. */
@NullMarked
package io.noetl.runtime.service;

import org.jspecify.annotations.NullMarked;
