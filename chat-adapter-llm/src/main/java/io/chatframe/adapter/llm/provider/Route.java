package io.chatframe.adapter.llm.provider;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to reach a provider, besides its endpoint.
 *
 * @param otherEndpoint tried if the first one is not found
 * @param proxies the rules that select a proxy
 * @param tls the trusted authorities
 * @param addressSetting the setting that holds the address; empty if it is not set
 */
public record Route(
    Optional<Endpoint> otherEndpoint,
    ProxyRules proxies,
    SSLContext tls,
    Optional<String> addressSetting) {}
