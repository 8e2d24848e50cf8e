/**
 * Tomcat with this application's limits: timeouts for each part of an exchange, and problem
 * documents for requests that it refuses by itself.
 */
@NullMarked
package io.chatframe.adapter.web.container;

import org.jspecify.annotations.NullMarked;
