package dev.catenary.grants.door;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.desk.GrantService;
import dev.catenary.grants.desk.Presented;
import dev.catenary.grants.desk.Reception;
import dev.catenary.grants.desk.Settings;
import dev.catenary.grants.identity.PemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The door of a Lambda function behind an HTTP API of API Gateway. The certificate comes from the
 * request's context, where only the gateway writes, never from a header.
 *
 * <p>Sources: API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs",
 * payload format 2.0, and "Configuring mutual TLS authentication for an HTTP API".
 */
public final class LambdaDoor implements RequestStreamHandler {
  private final Reception reception;

  /** For AWS Lambda: settings from the environment. */
  public LambdaDoor() throws Exception {
    this(GrantService.reception(Settings.ofEnvironment(System.getenv())));
  }

  LambdaDoor(Reception reception) {
    this.reception = reception;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Reception.Reply reply = answer(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("statusCode", reply.status());
    response.put(
        "headers", Map.of("content-type", "application/json", "cache-control", "no-store"));
    response.put("isBase64Encoded", false);
    response.put("body", reply.body());
    output.write(JSONObjectUtils.toJSONString(response).getBytes(StandardCharsets.UTF_8));
  }

  private Reception.Reply answer(String event) throws IOException {
    try {
      Map<String, Object> root = JSONObjectUtils.parse(event);
      Map<String, Object> request = object(root, "requestContext");
      Map<String, Object> http = object(request, "http");
      if (!HttpsDoor.GRANTS.equals(http.get("path")) || !"POST".equals(http.get("method"))) {
        return new Reception.Reply(
            405, "{\"refused\":\"request\",\"reason\":\"expected POST " + HttpsDoor.GRANTS + "\"}");
      }
      InetAddress source = InetAddress.ofLiteral(String.valueOf(http.get("sourceIp")));
      Map<String, Object> headers = object(root, "headers");
      String authorization = headers.get("authorization") instanceof String header ? header : null;
      byte[] body = body(root);
      return reception.answer(new Presented(chain(request), authorization), () -> body, source);
    } catch (ParseException | IllegalArgumentException | CertificateException e) {
      throw new IOException(
          "found an event that cannot be read ("
              + e.getMessage()
              + "); expected one of an HTTP API in payload format 2.0; cure: set"
              + " payloadFormatVersion of the integration",
          e);
    }
  }

  private static List<X509Certificate> chain(Map<String, Object> request)
      throws CertificateException {
    Object pem = object(object(request, "authentication"), "clientCert").get("clientCertPem");
    return pem instanceof String text ? PemFiles.certificates(text) : List.of();
  }

  private static byte[] body(Map<String, Object> root) {
    String body = root.get("body") instanceof String text ? text : "";
    return Boolean.TRUE.equals(root.get("isBase64Encoded"))
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  /** The object of this name; an empty one where there is none. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(@Nullable Map<String, Object> in, String name) {
    return in != null && in.get(name) instanceof Map<?, ?> map
        ? (Map<String, Object>) map
        : Map.of();
  }
}
