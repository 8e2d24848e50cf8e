package io.chatframe.adapter.persistence.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database access that records each statement, commit and rollback. */
public final class CountedStatements implements AutoCloseable {
  private final List<String> sent = new ArrayList<>();
  private final Database database;

  public CountedStatements(DatabaseAddress address) {
    var real = new BoundedConnections(address, "counted", Map.of("lock_timeout", "2s"));
    var config = new HikariConfig();
    config.setDataSource(
        proxy(
            DataSource.class,
            real,
            (name, arguments, result) -> result instanceof Connection c ? watched(c) : result));
    config.setMaximumPoolSize(1);
    database = new Database(new HikariDataSource(config), real);
  }

  public Database database() {
    return database;
  }

  /** The statements that the work sends, in order. */
  public List<String> of(Supplier<?> work) {
    // Otherwise opening or validating a connection would be counted too.
    database.statement(jdbc -> jdbc.sql("SELECT 1").query(Integer.class).single());
    sent.clear();
    Object _ = work.get();
    return List.copyOf(sent);
  }

  private Connection watched(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (name, arguments, result) -> {
          if (name.equals("prepareStatement")) {
            sent.add(String.valueOf(arguments[0]));
          } else if (name.equals("commit") || name.equals("rollback")) {
            sent.add(name);
          }
          return result instanceof Statement s && name.equals("createStatement")
              ? watched(s)
              : result;
        });
  }

  private Statement watched(Statement statement) {
    return proxy(
        Statement.class,
        statement,
        (name, arguments, result) -> {
          if (name.startsWith("execute")) {
            sent.add(String.valueOf(arguments[0]));
          }
          return result;
        });
  }

  /** Observes a call, and may replace its result. */
  private interface Watch {
    @Nullable Object seen(String name, Object[] arguments, @Nullable Object result);
  }

  private static <T> T proxy(Class<T> type, T real, Watch watch) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return watch.seen(method.getName(), arguments, method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Override
  public void close() {
    database.close();
  }
}
