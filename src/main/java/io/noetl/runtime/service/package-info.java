/** Direct mode: the rules of the registry, on a database. */
@NullMarked
package io.noetl.runtime.service;

import org.jspecify.annotations.NullMarked;
