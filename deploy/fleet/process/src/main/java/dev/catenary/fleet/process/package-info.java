/** Programs in processes of their own: Kafka, Mosquitto, and the parts of the fleet's side. */
package dev.catenary.fleet.process;
