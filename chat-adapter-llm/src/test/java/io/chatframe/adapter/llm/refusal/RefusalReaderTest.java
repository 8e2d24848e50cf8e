package io.chatframe.adapter.llm.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.provider.Secret;
import io.chatframe.adapter.llm.refusal.ProviderRefusal.Kind;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.ProviderError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The refusals of providers, as known from their documentation and users. */
final class RefusalReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          400 | {"error":{"message":"This model's maximum context length is 8,192 tokens. However, your messages resulted in 9001 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}} | 8192
          400 | {"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5096 tokens (1096 in the messages, 4000 in the completion).","type":"BadRequestError","code":400} | 4096
          400 | {"error":{"message":"'max_tokens' or 'max_completion_tokens' is too large: 4000. This model's maximum context length is 4096 tokens and your request has 1000 input tokens (4000 > 4096 - 1000).","type":"BadRequestError","param":null,"code":400}} | 4096
          400 | {"object":"error","message":"The decoder prompt (length 5000) is longer than the maximum model length of 4096.","type":"BadRequestError"} | 4096
          400 | {"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}} | 4096
          500 | {"error":{"code":500,"message":"the request exceeds the available context size. try increasing the context size or enable context shift","type":"exceed_context_size_error","n_prompt_tokens":1407,"n_ctx":256}} | 256
          400 | {"error":{"message":"Prompt tokens (5000) exceeds context size (4096)","type":"context_exceeded","n_prompt_tokens":5000,"n_ctx":4096}} | 4096
          400 | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}} | 200000
          400 | {"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or `max_tokens` and try again"}} | 200000
          413 | {"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}} | 0
          413 | <html><body><h1>413 Request Entity Too Large</h1></body></html> | 0
          400 | [{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}] | 1048576
          400 | {"object":"error","message":"Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length","type":"invalid_request_error","param":null,"code":"3051"} | 32768
          400 | {"error":{"message":"Please reduce the length of the messages or completion.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}} | 0
          413 | {"error":{"message":"Request too large for model `llama` in organization `org_1` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 7210, please reduce your message size and try again.","type":"tokens","code":"rate_limit_exceeded"}} | 6000
          429 | {"error":{"message":"Request too large for gpt-x on tokens per min (TPM): Limit 10000, Requested 12000. The input or output tokens must be reduced.","type":"tokens","param":null,"code":"rate_limit_exceeded"}} | 10000
          422 | {"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 4000 `inputs` tokens and 512 `max_new_tokens`","error_type":"validation"} | 4097
          400 | {"error":{"message":"This endpoint's maximum context length is 32768 tokens. However, you requested about 40000 tokens (36000 of text input, 4000 in the output).","code":400,"metadata":{"provider_name":null}}} | 32768
          400 | {"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\\"error\\":{\\"message\\":\\"prompt is too long: 5 tokens > 4 maximum\\",\\"type\\":\\"invalid_request_error\\"}}","provider_name":"X"}}} | 4
          400 | {"error":"This model's maximum prompt length is 131072 but the request contains 200000 tokens.","code":"Client specified an invalid argument"} | 131072
          400 | {"error":{"message":"Invalid request: Your request exceeded model token limit: 8192","type":"invalid_request_error"}} | 8192
          400 | {"message":"too many tokens: total number of tokens in the prompt exceeds the limit of 8191. Try using a shorter prompt"} | 8191
          400 | {"message":"Input is too long for requested model.","__type":"ValidationException"} | 0
          400 | {"object":"error","message":"The input (5000 tokens) is longer than the model's context length (4096 tokens).","type":"BadRequestError","code":400} | 4096
          400 | {"error":{"message":"Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 5000 tokens","type":"BadRequestError","code":400}} | 4096
          400 | {"error":{"code":"InvalidParameter","message":"<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]"}} | 30720
          400 | {"error":{"code":"1261","message":"Prompt 超长"}} | 0
          500 | {"error":{"message":"input length exceeds maximum context length","type":"api_error"}} | 0
          400 | {"error":{"message":"Prompt exceeds maximum context length","type":"invalid_request_error"}} | 0
          400 | {"error":{"message":"context window exceeds limit (2013)","type":"bad_request_error"}} | 0
          400 | {"error":{"message":"Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough."}} | 4096
          400 | {"error":{"message":"too much","code":"tokens_limit_reached"}} | 0
          400 | {"detail":{"error":{"message":"Prompt length 5000 is greater than max_seq_len 4096"}}} | 4096
          500 | {"error":{"message":"Requested tokens (5000) exceed context window of 4096","type":"internal_server_error"}} | 4096
          400 | {"object":"error","message":"Request prompt has 5000 tokens in total, larger than the model input length limit 4096."} | 4096
          400 | {"error":"Prompt length (5000) exceeds maximum input length (4096)"} | 4096
          400 | {"error":"The number of tokens to keep from the initial prompt is greater than the context length."} | 0
          """)
  void recognisesATooLongContextAndItsLimit(int status, String body, int limit) {
    ProviderRefusal refusal = read(status, body);

    assertThat(refusal.kind()).isEqualTo(Kind.CONTEXT);
    assertThat(refusal.failure(Optional.empty()))
        .isEqualTo(
            new LlmFailure.ContextTooLong(
                limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit)));
    assertThat(refusal.isPassing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          400 | {"error":{"message":"max_tokens is too large: 20000. This model supports at most 16384 completion tokens, whereas you provided 20000.","type":"invalid_request_error","param":"max_tokens","code":"invalid_value"}} | 16384
          400 | {"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: 20000 > 8192, which is the maximum allowed number of output tokens for claude"}} | 8192
          400 | {"error":{"message":"Invalid max_tokens value, the valid range of max_tokens is [1, 8192]","type":"invalid_request_error"}} | 8192
          400 | {"error":{"message":"`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model","type":"invalid_request_error"}} | 8192
          400 | {"code":"InvalidParameter","message":"Range of max_tokens should be [1, 8192]"} | 8192
          """)
  void recognisesATooHighOutputLimit(int status, String body, int limit) {
    assertThat(read(status, body).kind()).isEqualTo(Kind.OUTPUT);
    assertThat(read(status, body).limit()).hasValue(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          400 | {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}
          400 | {"error":{"message":"Your request was rejected","type":"invalid_request_error","code":"content_policy_violation"}}
          400 | {"error":{"message":"Invalid prompt: your prompt was flagged as potentially violating our usage policy.","type":"invalid_request_error","code":"invalid_prompt"}}
          400 | {"code":"DataInspectionFailed","message":"Input data may contain inappropriate content."}
          400 | {"error":{"code":"data_inspection_failed","message":"Input text data may contain inappropriate content.","type":"data_inspection_failed"}}
          400 | {"error":{"code":"1301","message":"系统检测到输入或生成内容可能包含不安全或敏感内容"},"contentFilter":[{"level":1,"role":"user"}]}
          400 | {"error":{"message":"Content Exists Risk","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}
          403 | {"error":{"message":"The chosen model requires moderation and your input was flagged for \\"violence\\".","code":403,"metadata":{"reasons":["violence"],"flagged_input":"prompt-canary"}}}
          403 | {"code":"The caller does not have permission","error":"Content violates usage guidelines."}
          400 | {"error":{"message":"rejected","type":"content_filter"}}
          400 | {"error":{"code":"InputTextSensitiveContentDetected","message":"x","type":"BadRequest"}}
          451 | {"error":{"code":"moderation_blocked"}}
          """)
  void recognisesAFilter(int status, String body) {
    assertThat(read(status, body).failure(Optional.empty()))
        .isInstanceOf(LlmFailure.ContentFiltered.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          503 | {"error":{"message":"Loading model","type":"unavailable_error","code":503}}
          503 | {"error":"Model mistralai/Mistral-7B is currently loading","estimated_time":52.3}
          500 | {"error":"model is still being loaded"}
          """)
  void recognisesALoadingModel(int status, String body) {
    assertThat(read(status, body).kind()).isEqualTo(Kind.LOADING);
    assertThat(read(status, body).isPassing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          429 | {"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}
          429 | {"error":{"message":"Your account is suspended","type":"exceeded_current_quota_error"}}
          429 | {"error":{"code":"1113","message":"您的账户已欠费"}}
          400 | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}
          400 | [{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]
          400 | {"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***ab."}
          400 | {"error":{"code":"Arrearage","message":"Access denied"}}
          402 | {"error":{"message":"Insufficient Balance","code":"invalid_request_error"}}
          401 |
          """)
  void recognisesTroubleWithTheAccount(int status, String body) {
    assertThat(read(status, body == null ? "" : body).failure(Optional.empty()))
        .isEqualTo(new LlmFailure.NotAuthorised(status));
    assertThat(read(status, body == null ? "" : body).isPassing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          429 | {"error":{"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 10s.","code":429,"status":"RESOURCE_EXHAUSTED"}}
          429 | {"error":{"message":"Rate limit reached: too many tokens per minute","type":"tokens","code":"rate_limit_exceeded"}}
          408 |
          409 | {"error":{"message":"conflict"}}
          425 |
          500 | {"error":{"message":"The server had an error while processing your request"}}
          503 | no healthy upstream
          529 | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          """)
  void leavesTemporaryRefusalsToARetry(int status, String body) {
    assertThat(read(status, body == null ? "" : body).isPassing()).isTrue();
    assertThat(read(status, body == null ? "" : body).kind()).isEqualTo(Kind.OTHER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          404 | {"error":{"message":"The model `gpt-9` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}
          400 | {"error":{"message":"Model Not Exist","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}
          404 | {"error":{"message":"model \\"x\\" not found, try pulling it first","type":"api_error","param":null,"code":null}}
          404 | {"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}
          404 | {"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","param":"model","code":404}
          """)
  void recognisesAnUnknownModel(int status, String body) {
    assertThat(read(status, body).error().code()).isEqualTo("model_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          TEMPERATURE | {"error":{"message":"Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}
          TEMPERATURE | {"type":"error","error":{"type":"invalid_request_error","message":"`temperature` may only be set to 1 when thinking is enabled or in adaptive mode."}}
          TEMPERATURE | {"type":"error","error":{"type":"invalid_request_error","message":"temperature: Input is deprecated for this model"}}
          STREAM_OPTIONS | {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options","include_usage"],"msg":"Extra inputs are not permitted","input":true}]},"type":"invalid_request_error","param":null,"code":null}
          STREAM_OPTIONS | {"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted'}]","type":"BadRequestError","code":400}
          STREAM_OPTIONS | Unknown field: stream_options
          NAME_OF_MAX_TOKENS | {"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}
          NAME_OF_MAX_TOKENS | {"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":8192}]}
          THINKING_DISPLAY | {"type":"error","error":{"type":"invalid_request_error","message":"thinking.adaptive.display: Extra inputs are not permitted"}}
          THINKING_BUDGET | {"type":"error","error":{"type":"invalid_request_error","message":"\\"thinking.type.enabled\\" is not supported for this model. Use \\"thinking.type.adaptive\\" and \\"output_config.effort\\" to control thinking behavior."}}
          EFFORT_NONE | {"error":{"message":"Unrecognized request argument supplied: reasoning_effort","type":"invalid_request_error","param":null,"code":null}}
          END_USER | {"detail":[{"type":"extra_forbidden","loc":["body","user"],"msg":"Extra inputs are not permitted"}]}
          END_USER | {"error":{"message":"property 'user' is unsupported","type":"invalid_request_error"}}
          END_USER | {"error":{"message":"Unrecognized request argument supplied: user","type":"invalid_request_error"}}
          END_USER | {"error":{"message":"Invalid 'user': string too long. Expected a string with maximum length 64, but got a string with length 70 instead.","type":"invalid_request_error","param":"user","code":"string_above_max_length"}}
          CACHE_MARKS | {"type":"error","error":{"type":"invalid_request_error","message":"system.0.cache_control: Extra inputs are not permitted"}}
          EFFORT_NONE | {"error":"Model grok-4 does not support parameter reasoningEffort.","code":"Client specified an invalid argument"}
          THINKING_OFF | {"error":{"code":"invalid_parameter_error","message":"The value of the enable_thinking parameter is restricted to True."}}
          THINKING_OFF | {"object":"error","message":"chat_template is not supported for Mistral tokenizers.","type":"BadRequestError","code":400}
          TEMPERATURE | {"error":{"message":"invalid temperature: only 1 is allowed for this model","type":"invalid_request_error"}}
          SYSTEM_ROLE | {"error":{"message":"After the (optional) system message(s), user and assistant roles should be alternating.","type":"invalid_message","code":400}}
          SYSTEM_ROLE | {"object":"error","message":"System role not supported","type":"BadRequestError","param":null,"code":400}
          SYSTEM_ROLE | {"error":{"code":500,"message":"Conversation roles must alternate user/assistant/user/assistant/...","type":"server_error"}}
          SYSTEM_ROLE | {"error":{"message":"Unsupported value: 'messages[0].role' does not support 'system' with this model.","type":"invalid_request_error","param":"messages[0].role","code":"unsupported_value"}}
          SYSTEM_ROLE | [{"error":{"code":400,"message":"Developer instruction is not enabled for models/gemma-3-27b-it","status":"INVALID_ARGUMENT"}}]
          SYSTEM_ROLE | {"error":{"message":"After the optional system message, conversation roles must alternate user/assistant/user/assistant/...","type":"BadRequestError","code":400}}
          """)
  void namesTheRefusedPart(Part part, String body) {
    assertThat(read(400, body).named()).startsWith(part);
    assertThat(read(400, body).kind()).isEqualTo(Kind.OTHER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"error":{"message":"Something is wrong","type":"invalid_request_error","param":"messages","code":null}} | type=invalid_request_error param=messages
          {"type":"error","error":{"type":"invalid_request_error","message":"x"}} | type=invalid_request_error
          [{"error":{"code":400,"message":"x","status":"FAILED_PRECONDITION"}}] | code=FAILED_PRECONDITION
          {"detail":[{"loc":["body","messages",0],"msg":"x","type":"missing"}]} | type=missing param=messages.0
          {"code":20015,"message":"x"} | code=20015
          {"error":"a sentence of prompt-canary"} | ''
          {"error":{"type":"a sentence","code":"a prompt-canary","param":"key-canary-1"}} | ''
          {"error":{"code":"skcanary4711","type":"canary4711"}} | ''
          {"error":{"type":"server_error","co | type=server_error
          <html><body>prompt-canary</body></html> | type=html
          plain words of prompt-canary | ''
          """)
  void showsIdentifiersButNeitherProseNorKey(String body, String shown) {
    RefusalWords words = new RefusalWords(new Secret(List.of("skcanary4711")));
    words.body(body, false);

    assertThat(RefusalReader.read(400, words).error().toString())
        .isEqualTo(shown.equals("''") ? "" : shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"param\":\"reasoning_effort\",\"code\":\"unsupported_value\"}}",
        "{\"error\":{\"message\":\"`reasoning_effort` must be one of `low`, `medium`, or"
            + " `high`\"}}",
        "{\"detail\":[{\"type\":\"literal_error\",\"loc\":[\"body\",\"reasoning_effort\"]}]}"
      })
  void recognisesARefusedValue(String body) {
    assertThat(read(400, body).ofValue()).isTrue();
    assertThat(read(400, body).named()).contains(Part.EFFORT_NONE, Part.EFFORT);
  }

  @Test
  void boundsWhatItReads() {
    ProviderRefusal refusal = read(400, "{\"a\":".repeat(5_000) + "\"x\"");

    assertThat(refusal.error()).isEqualTo(ProviderError.NONE);
    assertThat(read(400, "[".repeat(16_000)).kind()).isEqualTo(Kind.OTHER);
    assertThat(read(400, "{\"message\":\"" + "model ".repeat(2_700)).kind()).isEqualTo(Kind.OTHER);
    assertThat(read(400, "{\"message\":\"not supported " + "a".repeat(16_000)).named()).isEmpty();
  }

  @Test
  void readsNoProseBeyondItsLimit() {
    for (int length = 4_090; length < 4_100; length++) {
      String full = "x".repeat(length);
      String body = "{\"message\":\"%s\",\"detail\":\"context length\"}".formatted(full);

      assertThat(read(400, body).kind()).isEqualTo(Kind.OTHER);
    }
  }

  @Test
  void ignoresQuotesOfTheRequest() {
    String body =
        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"model\"],"
            + "\"input\":{\"message\":\"content policy\",\"code\":\"content_filter\"}}]}";

    assertThat(read(422, body).kind()).isEqualTo(Kind.OTHER);
    assertThat(read(422, body).error()).isEqualTo(new ProviderError("missing", "", "model"));
  }

  private static ProviderRefusal read(int status, String body) {
    RefusalWords words = new RefusalWords(Secret.NONE);
    words.body(body, false);
    return RefusalReader.read(status, words);
  }
}
