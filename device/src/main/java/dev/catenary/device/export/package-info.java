/** Spans, findings and zones as features of a map, in GeoJSON and GeoPackage. */
package dev.catenary.device.export;
