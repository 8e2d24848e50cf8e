package io.chatframe.adapter.persistence.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class DialogTreeTest {
  @Test
  void showsNoBranchCountersWithoutBranches() {
    var tree = new DialogTree(List.of());

    assertThat(path(tree, 4)).containsExactly(4, 3, 2, 1);
    assertThat(tree.newestBelow(2, 9)).isEqualTo(9);
    assertThat(tree.newestBelow(9, 9)).isEqualTo(9);
  }

  @Test
  void keepsEditsOfTheFirstMessageApart() {
    var tree = new DialogTree(List.of(Map.entry(3, 0), Map.entry(5, 2)));

    assertThat(path(tree, 4)).containsExactly(4, 3);
    assertThat(path(tree, 6)).containsExactly(6, 5, 2, 1);
    assertThat(tree.newestBelow(1, 6)).isEqualTo(6);
    assertThat(tree.newestBelow(3, 6)).isEqualTo(4);
  }

  @RepeatedTest(50)
  void agreesWithAWalkThroughAnyTree(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    int count = 1 + random.nextInt(60);
    var parents = new ArrayList<>(List.of(0, 0));
    var branches = new ArrayList<Map.Entry<Integer, Integer>>();
    for (int seq = 2; seq <= count; seq++) {
      int parent = random.nextInt(3) == 0 ? random.nextInt(seq) : seq - 1;
      parents.add(parent);
      if (parent != seq - 1) {
        branches.add(Map.entry(seq, parent));
      }
    }
    var tree = new DialogTree(branches);

    for (int seq = 1; seq <= count; seq++) {
      assertThat(path(tree, seq)).isEqualTo(walkedUp(parents, seq));
      assertThat(tree.newestBelow(seq, count)).isEqualTo(walkedDown(parents, seq));
    }
  }

  private static List<Integer> path(DialogTree tree, int seq) {
    var path = new ArrayList<Integer>();
    tree.path(seq).forEachRemaining((int at) -> path.add(at));
    return path;
  }

  private static List<Integer> walkedUp(List<Integer> parents, int seq) {
    var path = new ArrayList<Integer>();
    for (int at = seq; at > 0; at = parents.get(at)) {
      path.add(at);
    }
    return path;
  }

  private static int walkedDown(List<Integer> parents, int seq) {
    var below = new HashSet<>(List.of(seq));
    int newest = seq;
    for (int at = seq + 1; at < parents.size(); at++) {
      if (below.contains(parents.get(at))) {
        below.add(at);
        newest = at;
      }
    }
    return newest;
  }
}
