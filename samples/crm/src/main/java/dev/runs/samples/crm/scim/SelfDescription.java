package dev.runs.samples.crm.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoint's description of itself. */
final class SelfDescription {
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

    private SelfDescription() {}

    static Map<String, Object> config(Links links) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("schemas", List.of(CORE + "ServiceProviderConfig"));
        config.put("patch", Map.of("supported", true));
        config.put("bulk", object("supported", false, "maxOperations", 0, "maxPayloadSize", 0));
        config.put("filter", object("supported", true, "maxResults", Listing.MOST));
        config.put("changePassword", Map.of("supported", false));
        config.put("sort", Map.of("supported", false));
        config.put("etag", Map.of("supported", true));
        config.put(
                "authenticationSchemes",
                List.of(object(
                        "type",
                        "oauthbearertoken",
                        "name",
                        "Bearer token",
                        "description",
                        "A token for each tenant, in the header Authorization",
                        "primary",
                        true)));
        config.put(
                "meta",
                object("resourceType", "ServiceProviderConfig", "location", links.base() + "/ServiceProviderConfig"));
        return config;
    }

    static List<Map<String, Object>> types(Links links) {
        Map<String, Object> user = type(links, "User", "Users", Schema.USER);
        user.put("schemaExtensions", List.of(object("schema", Schema.ENTERPRISE, "required", false)));
        return List.of(user, type(links, "Group", "Groups", Schema.GROUP));
    }

    private static Map<String, Object> type(Links links, String name, String collection, String schema) {
        return object(
                "schemas",
                List.of(CORE + "ResourceType"),
                "id",
                name,
                "name",
                name,
                "endpoint",
                "/" + collection,
                "schema",
                schema,
                "meta",
                object("resourceType", "ResourceType", "location", links.to("ResourceTypes", name)));
    }

    static List<Map<String, Object>> schemas(Links links) {
        return List.of(
                schema(
                        links,
                        Schema.USER,
                        "User",
                        List.of(
                                required(unique(text("userName"))),
                                unique(exact(text("externalId"))),
                                complex(
                                        "name",
                                        false,
                                        List.of(text("formatted"), text("givenName"), text("familyName"))),
                                text("displayName"),
                                text("title"),
                                attribute("active", "boolean"),
                                complex(
                                        "emails",
                                        true,
                                        List.of(text("value"), text("type"), attribute("primary", "boolean"))),
                                readOnly(complex(
                                        "groups",
                                        true,
                                        List.of(text("value"), text("$ref"), text("display"), text("type")))))),
                schema(
                        links,
                        Schema.GROUP,
                        "Group",
                        List.of(
                                required(text("displayName")),
                                unique(exact(text("externalId"))),
                                complex("members", true, List.of(exact(text("value")), text("$ref"), text("type"))))),
                schema(
                        links,
                        Schema.ENTERPRISE,
                        "EnterpriseUser",
                        List.of(complex("manager", false, List.of(exact(text("value")), text("$ref"))))));
    }

    private static Map<String, Object> schema(
            Links links, String urn, String name, List<Map<String, Object>> attributes) {
        return object(
                "schemas",
                List.of(CORE + "Schema"),
                "id",
                urn,
                "name",
                name,
                "attributes",
                attributes,
                "meta",
                object("resourceType", "Schema", "location", links.to("Schemas", urn)));
    }

    private static Map<String, Object> attribute(String name, String type) {
        return object(
                "name",
                name,
                "type",
                type,
                "multiValued",
                false,
                "required",
                false,
                "mutability",
                "readWrite",
                "returned",
                "default");
    }

    private static Map<String, Object> text(String name) {
        Map<String, Object> text = attribute(name, "string");
        text.put("caseExact", false);
        text.put("uniqueness", "none");
        return text;
    }

    private static Map<String, Object> complex(String name, boolean many, List<Map<String, Object>> parts) {
        Map<String, Object> complex = attribute(name, "complex");
        complex.put("multiValued", many);
        complex.put("subAttributes", parts);
        return complex;
    }

    private static Map<String, Object> required(Map<String, Object> attribute) {
        attribute.put("required", true);
        return attribute;
    }

    private static Map<String, Object> unique(Map<String, Object> attribute) {
        attribute.put("uniqueness", "server");
        return attribute;
    }

    private static Map<String, Object> exact(Map<String, Object> attribute) {
        attribute.put("caseExact", true);
        return attribute;
    }

    private static Map<String, Object> readOnly(Map<String, Object> attribute) {
        attribute.put("mutability", "readOnly");
        return attribute;
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            object.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
        }
        return object;
    }
}
