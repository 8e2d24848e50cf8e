/**
 * The HTTP door: the calls of the API, how their bodies are read, how every failure is told, and
 * what the servlet container is held to.
 */
@NullMarked
package io.chatframe.adapter.web.http;

import org.jspecify.annotations.NullMarked;
