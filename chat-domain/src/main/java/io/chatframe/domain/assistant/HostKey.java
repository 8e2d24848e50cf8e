package io.chatframe.domain.assistant;

import java.security.PublicKey;
import java.util.Optional;

/**
 * A public key of a host.
 *
 * @param id the name under which the host's tokens refer to it
 * @param key an RSA key, a key on the curve P-256, or an Ed25519 key
 */
public record HostKey(Optional<String> id, PublicKey key) {}
