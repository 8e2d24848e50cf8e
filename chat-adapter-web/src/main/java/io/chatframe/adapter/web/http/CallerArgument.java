package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.domain.limit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves a handler's caller: the visitor and the network that the request comes from. */
final class CallerArgument implements HandlerMethodArgumentResolver {
  private final VisitorArgument visitors;
  private final ClientAddresses addresses;

  CallerArgument(VisitorArgument visitors, ClientAddresses addresses) {
    this.visitors = visitors;
    this.addresses = addresses;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(Caller.class);
  }

  @Override
  public Caller resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    return new Caller(visitors.verified(request).visitor(), addresses.network(http));
  }
}
