/** The embedded PostgreSQL: unpacks its programs, sets it up in a folder, starts and stops it. */
@NullMarked
package io.chatframe.embedded;

import org.jspecify.annotations.NullMarked;
