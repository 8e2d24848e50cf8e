package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.identity.VerifiedToken;
import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.domain.port.AssistantCatalog;

/** Proves the tokens of frames as those of headers are proved. */
record SocketTokens(TokenSigner signer, AssistantCatalog assistants) {
  VerifiedToken verify(String token) {
    VerifiedToken verified = signer.verify(token);
    if (assistants.find(verified.visitor().assistant()).isEmpty()) {
      throw new UnauthorizedException("The token's assistant is no longer in service");
    }
    return verified;
  }
}
