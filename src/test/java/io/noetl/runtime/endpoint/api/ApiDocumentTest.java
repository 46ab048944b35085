package io.noetl.runtime.endpoint.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.noetl.runtime.TestJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API description is valid OpenAPI 3.1 by the schemas of the OpenAPI Initiative. */
class ApiDocumentTest {

  /**
   * Also validates the schemas of the document, for which {@code oas/3.1/schema} accepts any
   * object.
   */
  private static final String SCHEMA = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

  private static final Schema OPEN_API =
      SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              registry ->
                  registry.schemaIdResolvers(ids ->
                      ids.mapPrefix("https://spec.openapis.org/", "classpath:spec.openapis.org/")))
          .getSchema(SchemaLocation.of(SCHEMA));

  private final JsonNode document = TestJson.read(new String(ApiDescription.reply("1.2.3").body()));

  @Test
  void documentIsValid() {
    assertEquals(List.of(), faults(document));
  }

  /**
   * Each row is one edit: the place, the new JSON or nothing to remove it, and the expected error.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/openapi | '3.0.3' | /openapi",
        "/info/title | | /info",
        "/info/licence | {} | /info",
        "/components/schemas/RuntimeListResponse/properties/count/type | 'int' | /components/schemas/RuntimeListResponse/properties/count/type",
        "/components/schemas/Detail/required | 'detail' | /components/schemas/Detail/required",
        "/components/schemas/Detail/properties/detail/maxLength | -1 | /components/schemas/Detail/properties/detail/maxLength",
        "/components/schemas/Detail/properties/detail/$ref | '#/components/schemas/Nothing' | #/components/schemas/Nothing",
        "/components/schemas/Detail/properties/detail/$ref | 'other.json#/Detail' | other.json#/Detail",
        "/components/responses/Refused/description | | /components/responses/Refused",
        "/components/responses/Refused | | #/components/responses/Refused",
        "/components/headers/RetryAfter/schema | | /components/headers/RetryAfter",
        "/components/securitySchemes/bearer/type | 'token' | /components/securitySchemes/bearer",
        "/paths/~1api~1runtime~1register/post/responses | {} | /paths/~1api~1runtime~1register/post/responses",
        "/paths/~1api~1runtime~1register/post/responses/20 | {} | /paths/~1api~1runtime~1register/post/responses",
        "/paths/~1api~1runtime~1register/post/answers | {} | /paths/~1api~1runtime~1register/post",
        "/paths/~1api~1runtime~1register/post/requestBody/content | | /paths/~1api~1runtime~1register/post/requestBody",
        "/paths/~1api~1runtime~1register/post/responses/400/$ref | '#/components/responses/Nothing' | #/components/responses/Nothing",
        "/paths/~1api~1runtimes~1{kind}~1{name}/get/parameters/0/in | 'pth' | /paths/~1api~1runtimes~1{kind}~1{name}/get/parameters/0/in",
      })
  void invalidDocumentIsRejected(String place, @Nullable String json, String said) {
    JsonPointer pointer = JsonPointer.compile(place);
    ObjectNode parent = (ObjectNode) document.at(pointer.head());
    String field = pointer.last().getMatchingProperty();
    if (json == null) {
      assertFalse(parent.remove(field).isMissingNode());
    } else {
      parent.set(field, TestJson.read(json.replace('\'', '"')));
    }
    List<String> faults = faults(document);
    assertTrue(
        faults.stream().anyMatch(fault -> fault.startsWith(said + ": ")),
        () -> said + " is not named in " + faults);
  }

  /** Place and message of each error. */
  private static List<String> faults(JsonNode document) {
    List<String> faults = new ArrayList<>();
    OPEN_API
        .validate(document)
        .forEach(error -> faults.add(error.getInstanceLocation() + ": " + error.getMessage()));
    // References are resolved when the document is read as a schema.
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of("urn:api", document.toString())));
    for (String reference : new TreeSet<>(document.findValuesAsString("$ref"))) {
      try {
        registry.getSchema(SchemaLocation.of("urn:api" + reference)).initializeValidators();
      } catch (SchemaException e) {
        faults.add(reference + ": " + e.getMessage());
      }
    }
    return faults;
  }
}
