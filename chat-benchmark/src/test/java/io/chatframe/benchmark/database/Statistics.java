package io.chatframe.benchmark.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What PostgreSQL counted for the growing tables.
 *
 * @param tables by name
 * @param indexes by name
 */
record Statistics(Map<String, Table> tables, Map<String, Index> indexes) {
  /**
   * The counts of a table.
   *
   * @param blocks read from it and from its indexes, from the cache or not
   * @param indexed rows written to its indexes
   */
  record Table(long sequentialScans, long blocks, long indexed) {
    Table minus(Table before) {
      return new Table(
          sequentialScans - before.sequentialScans,
          blocks - before.blocks,
          indexed - before.indexed);
    }

    Table plus(Table other) {
      return new Table(
          sequentialScans + other.sequentialScans, blocks + other.blocks, indexed + other.indexed);
    }
  }

  /**
   * The counts of an index.
   *
   * @param level the blocks from its root to its leaves, without the leaf
   */
  record Index(String table, long scans, int level) {
    Index minus(Index before) {
      return new Index(table, scans - before.scans, level);
    }

    Index plus(Index other) {
      return new Index(table, scans + other.scans, level);
    }
  }

  static Statistics none() {
    return new Statistics(Map.of(), Map.of());
  }

  static Statistics read(Connection connection) throws SQLException {
    var tables = new TreeMap<String, Table>();
    var indexes = new TreeMap<String, Index>();
    var names = connection.createArrayOf("text", DataSet.TABLES.toArray());
    try (var query =
        connection.prepareStatement(
            """
            SELECT s.relname, s.seq_scan,
              heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0)
                + coalesce(toast_blks_read + toast_blks_hit + tidx_blks_read + tidx_blks_hit, 0),
              n_tup_ins + n_tup_upd - n_tup_hot_upd
            FROM pg_stat_user_tables s JOIN pg_statio_user_tables io USING (relid)
            WHERE s.relname = ANY (?)
            """)) {
      query.setArray(1, names);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          tables.put(
              rows.getString(1), new Table(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
        }
      }
    }
    try (var query =
        connection.prepareStatement(
            """
            SELECT indexrelname, relname, idx_scan, (bt_metap(indexrelid::regclass::text)).level
            FROM pg_stat_user_indexes WHERE relname = ANY (?)
            """)) {
      query.setArray(1, names);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          indexes.put(
              rows.getString(1), new Index(rows.getString(2), rows.getLong(3), rows.getInt(4)));
        }
      }
    }
    return new Statistics(tables, indexes);
  }

  Statistics minus(Statistics before) {
    var tableCounts = new TreeMap<String, Table>();
    tables.forEach((name, table) -> {
      var old = before.tables.get(name);
      tableCounts.put(name, old == null ? table : table.minus(old));
    });
    var indexCounts = new TreeMap<String, Index>();
    indexes.forEach((name, index) -> {
      var old = before.indexes.get(name);
      indexCounts.put(name, old == null ? index : index.minus(old));
    });
    return new Statistics(tableCounts, indexCounts);
  }

  Statistics plus(Statistics other) {
    var tableCounts = new TreeMap<>(tables);
    other.tables.forEach((name, table) -> tableCounts.merge(name, table, Table::plus));
    var indexCounts = new TreeMap<>(indexes);
    other.indexes.forEach((name, index) -> indexCounts.merge(name, index, Index::plus));
    return new Statistics(tableCounts, indexCounts);
  }

  long blocks() {
    return tables.values().stream().mapToLong(Table::blocks).sum();
  }
}
