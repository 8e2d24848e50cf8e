/**
 * Tomcat, held to this application's bounds: the time that each part of an exchange may take, and
 * the form of what it refuses by itself.
 */
@NullMarked
package io.chatframe.adapter.web.container;

import org.jspecify.annotations.NullMarked;
