/** Tests of the embedded PostgreSQL, and databases for the tests of other modules. */
@NullMarked
package io.chatframe.embedded;

import org.jspecify.annotations.NullMarked;
