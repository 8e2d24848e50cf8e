package io.chatframe.adapter.llm.provider;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The way to a provider, besides its endpoint.
 *
 * @param otherEndpoint asked if nothing is found at the first one
 * @param proxies which proxy leads to which host
 * @param tls the trusted authorities
 * @param addressSetting the setting that holds the address; empty if nobody has set it
 */
public record Route(
    Optional<Endpoint> otherEndpoint,
    ProxyRules proxies,
    SSLContext tls,
    Optional<String> addressSetting) {}
