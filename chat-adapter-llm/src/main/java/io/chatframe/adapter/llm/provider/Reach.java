package io.chatframe.adapter.llm.provider;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a provider is reached, besides its address.
 *
 * @param otherBaseUrl where it may be as well: asked if nothing is found under the first
 * @param beforeFirstByte how long a request may be without any answer, a head included
 * @param proxies which proxy leads to which host
 * @param tls the authorities that are trusted
 * @param keySetting the setting that holds the key, for whoever has to put it right
 * @param addressSetting likewise of its address; empty if nobody set one
 */
public record Reach(
    Optional<BaseUrl> otherBaseUrl,
    Duration beforeFirstByte,
    ProxyRules proxies,
    SSLContext tls,
    String keySetting,
    Optional<String> addressSetting) {}
