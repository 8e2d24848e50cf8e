/** What tests of several packages share: settings, requests, a proxy, and a TLS server. */
@NullMarked
package io.chatframe.adapter.llm.testkit;

import org.jspecify.annotations.NullMarked;
