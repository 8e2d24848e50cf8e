package io.chatframe.adapter.llm.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderUsageJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // Reasoning included in the output, separate from it, and implied by the total alone.
        "'prompt_tokens':12,'completion_tokens':50,'total_tokens':62,"
            + "'completion_tokens_details':{'reasoning_tokens':40} | 12 | 0 | 50 | 40",
        "'prompt_tokens':12,'completion_tokens':2,'total_tokens':354,"
            + "'completion_tokens_details':{'reasoning_tokens':340} | 12 | 0 | 342 | 340",
        "'prompt_tokens':24,'completion_tokens':11,'total_tokens':561 | 24 | 0 | 537 | 0",
        "'prompt_tokens':12,'completion_tokens':2,'reasoning_tokens':340 | 12 | 0 | 342 | 340",
        // A wrong total.
        "'prompt_tokens':12,'completion_tokens':2,'total_tokens':5 | 12 | 0 | 2 | 0",
        "'prompt_tokens':12,'completion_tokens':2,'total_tokens':999999999 | 12 | 0 | 2 | 0",
        // Cached tokens are included in the input, or separate from it.
        "'prompt_tokens':30,'completion_tokens':2,'cached_tokens':20 | 30 | 20 | 2 | 0",
        "'prompt_tokens':10,'completion_tokens':2,'total_tokens':32,'cached_tokens':20"
            + " | 30 | 20 | 2 | 0",
        "'prompt_cache_hit_tokens':20,'prompt_cache_miss_tokens':10,'completion_tokens':2"
            + " | 30 | 20 | 2 | 0",
        // A part is missing.
        "'completion_tokens':2,'total_tokens':32 | 30 | 0 | 2 | 0",
        "'prompt_tokens':30,'total_tokens':32 | 30 | 0 | 2 | 0",
        // Other names and other forms.
        "'input_tokens':30,'output_tokens':2,'input_tokens_details':{'cached_tokens':5}"
            + " | 30 | 5 | 2 | 0",
        "'prompt_tokens':'30','completion_tokens':2.0,'total_tokens':'32.0' | 30 | 0 | 2 | 0",
        "'prompt_tokens':30,'completion_tokens':-2,'total_tokens':null | 30 | 0 | 0 | 0",
        "'prompt_tokens':30,'completion_tokens':[2],'prompt_tokens_details':7 | 30 | 0 | 0 | 0",
      })
  void countsWhatIsBilled(String fields, long input, long cached, long output, long reasoning)
      throws RequestFailedException {
    assertThat(read(fields)).contains(new TokenUsage(input, cached, output, reasoning, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'prompt_tokens':0,'completion_tokens':0,'total_tokens':0",
        "'total_tokens':9"
      })
  void isEmptyIfNothingWasCounted(String fields) throws RequestFailedException {
    assertThat(read(fields)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"20, 5, 20, 5", "20, 15, 20, 10", "0, 15, 0, 15"})
  void countsCacheWritesAsPartOfTheInput(long hit, long put, long cached, long cacheWritten)
      throws RequestFailedException {
    String fields =
        "'prompt_tokens':30,'completion_tokens':2,'prompt_tokens_details':"
            + "{'cached_tokens':%d,'cache_write_tokens':%d}".formatted(hit, put);

    assertThat(read(fields)).contains(new TokenUsage(30, cached, cacheWritten, 2, 0, false));
  }

  private static Optional<TokenUsage> read(String fields) throws RequestFailedException {
    ProviderUsageJson usage = new ProviderUsageJson();
    LenientJson.objects("{" + fields.replace('\'', '"') + "}", usage::read);
    return usage.usage();
  }
}
