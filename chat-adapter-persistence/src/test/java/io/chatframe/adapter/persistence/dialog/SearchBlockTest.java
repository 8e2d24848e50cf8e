package io.chatframe.adapter.persistence.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.text.TextRule;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchBlockTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Growing tomatoes on a balcony, 100% sure_thing \\o/",
        "Как вырастить ПОМИДОРЫ на балконе?",
        "我想在阳台上种西红柿，应该怎么浇水？",
        "ISPARTA'da İLGİNÇ bir ışık; ÇAĞRI",
        "ΟΔΟΣ ΣΟΦΟΣ ς Straße STRASSE ẞ",
        "\uD801\uDC00\uD801\uDC01 \uD83D\uDE42 family \uD83D\uDC68\u200D\uD83D\uDC69 cafe\u0301",
        "كيف أزرع الطماطم على الشرفة؟",
        "a",
        ""
      })
  void mayContainWhateverItContainsInAnyCase(String text) {
    List<SearchBlock> blocks = SearchBlock.of(List.of(new SearchBlock.Searched(1, text)));

    assertThat(blocks).hasSize(1);
    for (var cased :
        List.of(
            text,
            text.toUpperCase(Locale.ROOT),
            text.toLowerCase(Locale.ROOT),
            text.toLowerCase(Locale.of("tr")))) {
      if (cased.length() == text.length()) {
        for (int from = 0; from < cased.length(); from++) {
          for (int to = from + 1; to <= cased.length(); to++) {
            var searched = cased.substring(from, to);
            assertThat(!TextRule.isStorable(searched) || mayContain(blocks.getFirst(), searched))
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void hasEachLongPieceOfALongMessageInOneBlock() {
    var random = new Random(1);
    var letters = new StringBuilder();
    random.ints(20_000, 'a', 'z' + 1).forEach(letters::appendCodePoint);
    var text = letters.toString();

    List<SearchBlock> blocks = SearchBlock.of(List.of(new SearchBlock.Searched(7, text)));

    assertThat(blocks).hasSizeGreaterThan(5).allMatch(block -> block.firstSeq() == 7);
    for (int from = 0; from + 200 <= text.length(); from += 13) {
      var searched = text.substring(from, from + 200);
      assertThat(blocks).anyMatch(block -> mayContain(block, searched));
    }
  }

  @Test
  void coversAllMessagesInOrder() {
    var texts =
        IntStream.rangeClosed(3, 60)
            .mapToObj(seq -> new SearchBlock.Searched(seq, ("message " + seq + " ").repeat(40)))
            .toList();

    List<SearchBlock> blocks = SearchBlock.of(texts);

    assertThat(blocks.getFirst().firstSeq()).isEqualTo(3);
    assertThat(blocks.getLast().lastSeq()).isEqualTo(60);
    for (var text : texts) {
      assertThat(blocks)
          .anyMatch(block ->
              block.firstSeq() <= text.seq()
                  && text.seq() <= block.lastSeq()
                  && mayContain(block, "MESSAGE " + text.seq()));
    }
  }

  @Test
  void rarelyMatchesATextWithoutTheWord() {
    var words = new Random(2);
    var text = words(words, 600);
    var block = SearchBlock.of(List.of(new SearchBlock.Searched(1, text))).getFirst();

    long taken =
        IntStream.range(0, 1_000)
            .mapToObj(i -> word(words, 8))
            .filter(word -> !text.contains(word) && mayContain(block, word))
            .count();

    assertThat(taken).isLessThan(50);
  }

  @Test
  void isSmallerThanATextWithoutAnyRepetition() {
    var text = words(new Random(3), 700);

    int bytes =
        SearchBlock.of(List.of(new SearchBlock.Searched(1, text))).stream()
            .mapToInt(block -> block.bits().length)
            .sum();

    assertThat(bytes).isLessThan(text.length());
  }

  private static String words(Random random, int count) {
    return String.join(" ", IntStream.range(0, count).mapToObj(i -> word(random, 5)).toList());
  }

  private static String word(Random random, int letters) {
    var word = new StringBuilder();
    random.ints(letters, 'a', 'z' + 1).forEach(word::appendCodePoint);
    return word.toString();
  }

  private static boolean mayContain(SearchBlock block, String search) {
    byte[] bits = block.bits();
    return TextPieces.probes(search).stream()
        .map(piece -> piece % (bits.length * 8))
        .allMatch(at -> (bits[at / 8] >> (at % 8) & 1) == 1);
  }
}
