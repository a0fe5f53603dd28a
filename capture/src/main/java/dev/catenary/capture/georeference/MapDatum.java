package dev.catenary.capture.georeference;

/**
 * The names of datums as WKT 1 has them, which are not always those of the geographic systems on
 * them.
 *
 * <p>Source: EPSG registry, names of datums, written as GDAL and PROJ do.
 */
final class MapDatum {
  private MapDatum() {}

  /** The datum under a geographic system; made of that system's name where it is not known. */
  static String wktName(String geographicName) {
    return switch (geographicName) {
      case "WGS 84" -> "WGS_1984";
      case "GDA2020" -> "Geocentric_Datum_of_Australia_2020";
      case "GDA94" -> "Geocentric_Datum_of_Australia_1994";
      case "AGD66" -> "Australian_Geodetic_Datum_1966";
      case "AGD84" -> "Australian_Geodetic_Datum_1984";
      case "NZGD2000" -> "New_Zealand_Geodetic_Datum_2000";
      case "ETRS89" -> "European_Terrestrial_Reference_System_1989";
      case "NAD83" -> "North_American_Datum_1983";
      case "NAD83(CSRS)" -> "NAD83_Canadian_Spatial_Reference_System";
      case "NAD83(2011)" -> "NAD83_National_Spatial_Reference_System_2011";
      case "RGF93" -> "Reseau_Geodesique_Francais_1993";
      case "JGD2000" -> "Japanese_Geodetic_Datum_2000";
      case "JGD2011" -> "Japanese_Geodetic_Datum_2011";
      case "SIRGAS 2000" -> "Sistema_de_Referencia_Geocentrico_para_las_AmericaS_2000";
      case "OSGB 1936" -> "OSGB_1936";
      case "MGI" -> "Militar-Geographische_Institut";
      case "CH1903+" -> "CH1903+";
      case "DHDN" -> "Deutsches_Hauptdreiecksnetz";
      case "NAD83(NSRS2007)" -> "NAD83_National_Spatial_Reference_System_2007";
      case "NAD83(CSRS98)" -> "NAD83_Canadian_Spatial_Reference_System";
      case "China Geodetic Coordinate System 2000" -> "China_2000";
      case "ED50" -> "European_Datum_1950";
      case "NZGD49" -> "New_Zealand_Geodetic_Datum_1949";
      case "DGN95" -> "Datum_Geodesi_Nasional_1995";
      case "PNG94" -> "Papua_New_Guinea_Geodetic_Datum_1994";
      case "RDN2008" -> "Rete_Dinamica_Nazionale_2008";
      case "TUREF" -> "Turkish_National_Reference_Frame";
      case "HTRS96" -> "Croatian_Terrestrial_Reference_System";
      case "UCS-2000" -> "Ukraine_2000";
      case "SAD69" -> "South_American_Datum_1969";
      case "KKJ" -> "Kartastokoordinaattijarjestelma_1966";
      case "RT90" -> "Rikets_koordinatsystem_1990";
      default -> geographicName.replaceAll("[^A-Za-z0-9+]+", "_").replaceAll("_$", "");
    };
  }
}
