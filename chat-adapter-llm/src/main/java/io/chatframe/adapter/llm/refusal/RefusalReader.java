package io.chatframe.adapter.llm.refusal;

import io.chatframe.adapter.llm.refusal.ProviderRefusal.Kind;
import io.chatframe.domain.port.llm.ProviderError;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Determines what a refusal is about, from its identifiers and, if these say little, its prose. */
public final class RefusalReader {
  private static final Pattern ACCOUNT_CODE =
      Pattern.compile(
          "insufficient(?:user)?(?:quota|balance|credit)|billing|arrearage|currentquota"
              + "|invalidapikey|apikeyinvalid|incorrectapikey|authenticationerror|unauthenticated"
              + "|permissionerror|permissiondenied|accountdeactivated|paymentrequired"
              + "| 1113 | 1008 ");
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "(?:incorrect|invalid) api.?key|api.?key not valid|credit balance is too low"
              + "|insufficient (?:balance|credit|fund)|余额不足|欠费");

  private static final Pattern FILTER_CODE =
      Pattern.compile(
          "contentfilter|contentpolic|responsibleai|policyviolation|datainspection|sensitive|moderation"
              + "|invalidprompt|prohibitedcontent|contentblocked|contentrisk|contentviolation|blockedbysafety|safetyviolation|"
              + " safety | 1301 | 1026 | 1027 ");
  private static final Pattern FILTER =
      Pattern.compile(
          "content exists risk|content management policy|content polic|usage polic"
              + "|usage guidelines|(?:was|been|is) flagged|inappropriate content"
              + "|sensitive content|rejected (?:as a result of|by) (?:our|the) safety|敏感内容|敏感信息");

  private static final Pattern CONTEXT_CODE =
      Pattern.compile(
          "context(?:length|window|size|limit)?(?:exceed|toolong|toolarge)|exceedcontext"
              + "|contextlength|contextwindow|stringabovemaxlength|(?:prompt|input)toolong"
              + "|tokenslimitreached|requesttoolarge| 1261 ");
  private static final Pattern CONTEXT =
      Pattern.compile(
          "context.?(?:length|window|size|limit|the"
              + " overflows)|(?:prompt|input|messages?|conversation|request|text)(?: is| are| was|"
              + " length| tokens?| content| size)?[^.\\n]{0,40}(?:too"
              + " long|(?:longer|larger|greater)"
              + " than|exceed[^.\\n]{0,40}(?:token|length|limit|maximum))|too many (?:input |prompt"
              + " |total )?tokens|reduce (?:the|your) (?:length|size|message|prompt|input)|shorter"
              + " (?:prompt|input|message)|max(?:imum)? (?:prompt|input|model|sequence|token)"
              + " ?(?:length|limit|size|tokens)|maximum number of (?:input )?tokens|model token"
              + " limit|tokens? count[^.\\n]{0,40}exceed|tokens.{0,2}\\+.{0,2}max_new_tokens|range"
              + " of input length|超长|超过最大|上下文长度");

  private static final Pattern OUTPUT =
      Pattern.compile(
          "max_(?:completion_|output_|new_)?tokens\\W{1,4}(?:is too|value|must be|\\d+ > )"
              + "|range of .?max_(?:completion_|output_)?tokens"
              + "|max_(?:completion_|output_)?tokens.{0,30}"
              + "(?:exceed|too (?:large|big|high)|greater than|at most|maximum|\\[1)"
              + "|number of output tokens");
  private static final Pattern WHOLE =
      Pattern.compile("context (?:length|limit|size)|.inputs. tokens");

  private static final Pattern NO_MODEL_CODE =
      Pattern.compile("modelnot(?:found|exist)|deploymentnotfound|invalidmodel|unknownmodel");
  private static final Pattern NO_MODEL =
      Pattern.compile(
          "model [^.\\n]{0,80}(?:not exist|not found|is not available)|model not exist"
              + "|unknown model|invalid model|not a valid model");

  private static final Pattern LOADING =
      Pattern.compile(
          "loading (?:the )?model|model [^.\\n]{0,80}\\b(?:is|are) (?:currently |still )?"
              + "(?:loading|being loaded|warming up)|model is not (?:yet )?loaded");

  private static final Pattern TOO_LARGE = Pattern.compile("request too large");
  private static final Pattern OF_VALUE =
      Pattern.compile(
          "unsupportedvalue|invalidvalue|literalerror|must be one of|input should be|allowed"
              + " values|unsupported value|invalid value|supported values");

  private static final String NUMBER = "\\W{0,3}(\\d[\\d,_]{0,11})";
  private static final List<Pattern> LIMITS =
      patterns(
          "max(?:imum)? (?:context|prompt|input|model|sequence|token)[a-z' ]{0,20}"
              + "(?:length|window|size|limit|tokens)(?: is| of|:)?(?: only)?"
              + NUMBER,
          "max_seq_len[a-z]*" + NUMBER,
          "context (?:length|window|size)(?: of| is|:)?(?: only)?" + NUMBER,
          "> ?(\\d+)(?:,| maximum)",
          "<=" + NUMBER,
          "tokens allowed" + NUMBER,
          "model with (\\d+) maximum",
          "\\[1, ?(\\d+)\\]",
          // Not a number in brackets after it: that is MiniMax's error code.
          "(?:at most|up to|equal to|limit of|limit is|limit:|limit)["
              + " '\"`:]{0,3}(\\d[\\d,_]{0,11})",
          "maximum (?:value|allowed)[^0-9\\n]{0,40}(\\d+)");
  private static final List<Pattern> COUNTS =
      patterns(
          "requested(?: about| tokens)?" + NUMBER,
          "resulted in (\\d+) tokens",
          "contains?(?: about)? (\\d+) (?:input )?tokens",
          "too long: (\\d+) tokens",
          "token count" + NUMBER,
          "(?:request|input|prompt) \\((\\d+) tokens\\)",
          "given: (\\d+)",
          "has (\\d+) (?:input )?tokens",
          "prompt \\(length (\\d+)\\)",
          "prompt tokens" + NUMBER);

  private RefusalReader() {}

  private static List<Pattern> patterns(String... expressions) {
    return Stream.of(expressions).map(Pattern::compile).toList();
  }

  /** Reads a refusal with this status and these words. */
  public static ProviderRefusal read(int status, RefusalWords words) {
    String codes = words.squeezed();
    String prose = words.prose();
    OptionalInt counted = or(words.counted(), first(COUNTS, prose));
    OptionalInt limit = or(words.limit(), first(LIMITS, prose));
    Kind kind = namesUser(words.params()) ? Kind.OTHER : kind(status, codes, prose, limit, counted);
    ProviderError error = words.error(status);
    if (isUnknownModel(status, codes, prose) && kind == Kind.OTHER) {
      error = new ProviderError(error.type(), "model_not_found", error.param());
    }
    return new ProviderRefusal(
        status,
        error,
        kind,
        kind == Kind.CONTEXT || kind == Kind.OUTPUT ? limit : OptionalInt.empty(),
        counted,
        PartNames.named(words.params(), prose),
        OF_VALUE.matcher(codes + prose).find());
  }

  private static Kind kind(
      int status, String codes, String prose, OptionalInt limit, OptionalInt counted) {
    if (status >= 500 && LOADING.matcher(prose).find()) {
      return Kind.LOADING;
    }
    boolean refused = status < 500 && status != 429;
    if (refused && (FILTER_CODE.matcher(codes).find() || FILTER.matcher(prose).find())) {
      return Kind.FILTER;
    }
    // A request that exceeds the tokens of a whole minute is reported as a rate limit.
    boolean overMinute =
        TOO_LARGE.matcher(prose).find()
            && limit.isPresent()
            && counted.isPresent()
            && counted.getAsInt() > limit.getAsInt();
    if (overMinute || status == 413) {
      return Kind.CONTEXT;
    }
    if (status < 500 && (ACCOUNT_CODE.matcher(codes).find() || ACCOUNT.matcher(prose).find())) {
      return Kind.ACCOUNT;
    }
    if (status == 429 || (status >= 401 && status <= 403)) {
      return Kind.OTHER;
    }
    if (OUTPUT.matcher(prose).find() && !WHOLE.matcher(prose).find()) {
      return Kind.OUTPUT;
    }
    return CONTEXT_CODE.matcher(codes).find() || CONTEXT.matcher(prose).find()
        ? Kind.CONTEXT
        : Kind.OTHER;
  }

  /** A visitor's identifier that is too long says nothing about the model's context. */
  private static boolean namesUser(List<String> params) {
    List<Part> pointed = PartNames.named(params, "");
    return pointed.contains(Part.END_USER) || pointed.contains(Part.CACHE_KEY);
  }

  private static boolean isUnknownModel(int status, String codes, String prose) {
    return (status == 400 || status == 404)
        && (NO_MODEL_CODE.matcher(codes).find() || NO_MODEL.matcher(prose).find());
  }

  private static OptionalInt or(OptionalInt first, OptionalInt second) {
    return first.isPresent() ? first : second;
  }

  private static OptionalInt first(List<Pattern> patterns, String prose) {
    for (Pattern pattern : patterns) {
      Matcher found = pattern.matcher(prose);
      if (found.find()) {
        String digits = found.group(1).replaceAll("[,_]", "");
        if (digits.length() <= 9) {
          return OptionalInt.of(Integer.parseInt(digits));
        }
      }
    }
    return OptionalInt.empty();
  }
}
