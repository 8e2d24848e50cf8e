package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.AssistantCatalog;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives a handler the visitor it serves: the one named by the token in the Authorization header,
 * and nowhere else.
 */
final class VisitorArgument implements HandlerMethodArgumentResolver {
  private static final String SCHEME = "bearer ";

  private final TokenSigner signer;
  private final AssistantCatalog assistants;

  VisitorArgument(TokenSigner signer, AssistantCatalog assistants) {
    this.signer = signer;
    this.assistants = assistants;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(Visitor.class);
  }

  @Override
  public Visitor resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Visitor visitor = signer.visitor(token(request.getHeaderValues("Authorization")));
    if (assistants.find(visitor.assistant()).isEmpty()) {
      throw new UnauthorizedException("The token's assistant is no longer in service");
    }
    return visitor;
  }

  private static String token(String @Nullable [] headers) {
    if (headers == null || headers.length != 1) {
      throw new UnauthorizedException("One Authorization header with a visitor token is needed");
    }
    String header = headers[0];
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new UnauthorizedException("The Authorization header is not of the scheme Bearer");
    }
    return header.substring(SCHEME.length());
  }
}
