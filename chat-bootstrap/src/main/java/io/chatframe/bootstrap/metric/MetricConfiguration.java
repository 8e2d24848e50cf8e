package io.chatframe.bootstrap.metric;

import io.chatframe.application.reply.NodeKeeper;
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.port.metric.OperationLedger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the ledger of operations, and gauges of the node's state. */
@Configuration(proxyBeanMethods = false)
public class MetricConfiguration {
  @Bean
  OperationLedger operationLedger(MeterRegistry registry) {
    return new MicrometerLedger(registry);
  }

  @Bean
  MeterBinder nodeMeters(ReplyEngine engine, NodeKeeper keeper) {
    return registry -> {
      Gauge.builder("chat.replies.running", engine, ReplyEngine::runningReplies).register(registry);
      Gauge.builder("chat.draining", engine, node -> node.draining() ? 1 : 0).register(registry);
      Gauge.builder("chat.journal.lag", engine, node -> seconds(node.journalLag()))
          .baseUnit("seconds")
          .register(registry);
      Gauge.builder(
              "chat.lease.age",
              keeper,
              node -> node.leaseAge().map(MetricConfiguration::seconds).orElse(Double.NaN))
          .baseUnit("seconds")
          .register(registry);
      Gauge.builder("chat.database.writable", keeper, node -> node.canWrite() ? 1 : 0)
          .register(registry);
    };
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
