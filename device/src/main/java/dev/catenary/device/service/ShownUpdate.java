package dev.catenary.device.service;

import dev.catenary.proto.message.UpdateReport;
import java.util.Map;
import java.util.Optional;

/** The update in hand, as status, metrics and the report for the broker show it. */
interface ShownUpdate {
  /** Nothing of it. */
  ShownUpdate NONE =
      new ShownUpdate() {
        @Override
        public String text() {
          return "";
        }

        @Override
        public Optional<Map<String, Object>> members() {
          return Optional.empty();
        }

        @Override
        public Optional<UpdateReport> report() {
          return Optional.empty();
        }

        @Override
        public String metrics() {
          return "";
        }
      };

  /** One line for people; empty where nothing was ever ordered. */
  String text();

  /** Members of a JSON object. */
  Optional<Map<String, Object>> members();

  /** For the broker. */
  Optional<UpdateReport> report();

  /** In Prometheus' text format. */
  String metrics();
}
