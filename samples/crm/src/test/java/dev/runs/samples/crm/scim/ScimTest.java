package dev.runs.samples.crm.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.actor.RoleSource;
import dev.runs.samples.crm.people.TestDatabase;
import dev.runs.samples.crm.scim.ScimClient.Answer;
import dev.runs.samples.crm.signin.Browser;
import dev.runs.samples.crm.signin.SignInApplication;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Provisions over HTTP as an identity provider does. */
@SpringBootTest(
        classes = SignInApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "crm.sign-in.port=0",
            "crm.sign-in.password=open sesame",
            "crm.scim.tokens.aurora=" + ScimTest.AURORA_TOKEN,
            "crm.scim.tokens.borealis=" + ScimTest.BOREALIS_TOKEN
        })
@ContextConfiguration(initializers = TestDatabase.class)
class ScimTest {
    static final String AURORA_TOKEN = "aurora-0123456789-0123456789-0123456789";
    static final String BOREALIS_TOKEN = "borealis-0123456789-0123456789-0123456789";

    @LocalServerPort
    private int port;

    @Autowired
    private Identity identity;

    private ScimClient aurora;
    private ScimClient borealis;

    @BeforeEach
    void connect() {
        aurora = new ScimClient(port, AURORA_TOKEN);
        borealis = new ScimClient(port, BOREALIS_TOKEN);
    }

    @Test
    void aPersonIsAddedReadReplacedAndRemoved() {
        Answer added = aurora.send("POST", "/Users", """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"mine","userName":"zoe@aurora.example",
                 "externalId":"00u1","NAME":{"givenName":"Zoe","familyName":"Hart"},"title":"Analyst",
                 "emails":[{"value":"z@home.example"},{"value":"zoe@aurora.example","primary":true}],
                 "phoneNumbers":[{"value":"1"}],
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"aurora-vera"}}}""");
        String id = added.id();

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("content-type")).isEqualTo("application/scim+json");
        assertThat(added.header("location")).isEqualTo("http://127.0.0.1:" + port + "/scim/v2/Users/" + id);
        assertThat(added.header("etag")).isEqualTo("W/\"1\"");
        assertThat(id).hasSize(36);
        Answer read = aurora.get("/Users/" + id);
        assertThat(read.body()).isEqualTo(added.body());
        assertThat(read.json().get("meta").get("created").asString()).isNotEmpty();
        assertThat(read.body())
                .startsWith("{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\","
                        + "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"],\"id\":\"" + id
                        + "\",\"externalId\":\"00u1\",\"userName\":\"zoe@aurora.example\","
                        + "\"name\":{\"givenName\":\"Zoe\",\"familyName\":\"Hart\"},\"displayName\":\"Zoe Hart\","
                        + "\"title\":\"Analyst\",\"active\":true,\"emails\":[{\"value\":\"zoe@aurora.example\","
                        + "\"type\":\"work\",\"primary\":true}],"
                        + "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":"
                        + "{\"manager\":{\"value\":\"aurora-vera\",\"$ref\":\"http://127.0.0.1:" + port
                        + "/scim/v2/Users/aurora-vera\"}},\"groups\":[],\"meta\":{\"resourceType\":\"User\",");
        assertThat(identity.manager("aurora", id)).contains("aurora-vera");

        Answer replaced = aurora.send("PUT", "/Users/" + id, "{\"userName\":\"zoe@aurora.example\",\"id\":\"other\"}");
        assertThat(replaced.id()).isEqualTo(id);
        assertThat(replaced.header("etag")).isEqualTo("W/\"2\"");
        assertThat(replaced.json().has("title")).isFalse();
        assertThat(identity.manager("aurora", id)).isEmpty();

        assertThat(aurora.send("DELETE", "/Users/" + id, "").status()).isEqualTo(204);
        assertThat(aurora.get("/Users/" + id).body())
                .isEqualTo("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"404\","
                        + "\"detail\":\"person '" + id + "' is not known\"}");
        assertThat(aurora.send("DELETE", "/Users/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void aNameBelongsToOneWhateverItsCase() {
        Answer taken = aurora.send("POST", "/Users", "{\"userName\":\"DORA@aurora.example\"}");
        Answer elsewhere = borealis.send("POST", "/Users", "{\"userName\":\"dora@aurora.example\"}");

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.body())
                .isEqualTo(
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"409\","
                                + "\"scimType\":\"uniqueness\",\"detail\":\"userName 'DORA@aurora.example' is taken by another\"}");
        assertThat(elsewhere.status()).isEqualTo(201);
        borealis.send("DELETE", "/Users/" + elsewhere.id(), "");
    }

    @Test
    void aChangeOfWhatWasNotSeenIsRefused() {
        String id = aurora.send("POST", "/Users", "{\"userName\":\"seen\"}").id();
        String body = "{\"userName\":\"seen\",\"title\":\"A\"}";

        assertThat(aurora.send("PUT", "/Users/" + id, body, "If-Match", "W/\"1\"")
                        .status())
                .isEqualTo(200);
        Answer stale = aurora.send("PUT", "/Users/" + id, body, "If-Match", "W/\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.body()).contains("person '" + id + "' was seen in version 1 and is in version 2 now");
        assertThat(aurora.send("DELETE", "/Users/" + id, "", "If-Match", "W/\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(aurora.get("/Users/" + id, "If-None-Match", "W/\"2\"").status())
                .isEqualTo(304);
        // Nothing is changed: nothing is new.
        assertThat(aurora.send("PUT", "/Users/" + id, body, "If-Match", "*").header("etag"))
                .isEqualTo("W/\"2\"");
        aurora.send("DELETE", "/Users/" + id, "");
    }

    @Test
    void listsInPages() {
        int all = aurora.get("/Users").json().get("totalResults").asInt();
        List<String> ids = new ArrayList<>();
        for (int start = 1; start <= all; start += 5) {
            Answer page = aurora.get("/Users?count=5&startIndex=" + start);
            assertThat(page.json().get("startIndex").asInt()).isEqualTo(start);
            assertThat(page.json().get("totalResults").asInt()).isEqualTo(all);
            page.json().get("Resources").forEach(user -> ids.add(user.get("id").asString()));
        }

        assertThat(ids).hasSize(all).doesNotHaveDuplicates().isSorted().contains("aurora-dora");
        assertThat(aurora.get("/Users?count=0").body())
                .isEqualTo("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":"
                        + all + ",\"startIndex\":1,\"itemsPerPage\":0,\"Resources\":[]}");
        assertThat(aurora.get("/Users?startIndex=-3&count=-1")
                        .json()
                        .get("startIndex")
                        .asInt())
                .isEqualTo(1);
        assertThat(aurora.get("/Users?count=many").json().get("scimType").asString())
                .isEqualTo("invalidValue");
    }

    @Test
    void findsByWhatIsEqual() {
        assertThat(found("/Users", "userName eq \"Dora@Aurora.example\"")).containsExactly("aurora-dora");
        assertThat(found("/Users", "USERNAME EQ \"dora@aurora.example\"")).containsExactly("aurora-dora");
        assertThat(found("/Users", "emails.value eq \"dora@aurora.example\"")).containsExactly("aurora-dora");
        assertThat(found("/Users", "id eq \"aurora-dora\"")).containsExactly("aurora-dora");
        assertThat(found("/Users", "userName eq \"nobody\"")).isEmpty();
        assertThat(found("/Users", "userName eq \"' or ''='\"")).isEmpty();
        assertThat(found("/Groups", "displayName eq \"legal\"")).containsExactly("aurora-team-legal");
        assertThat(found("/Groups", "members eq \"aurora-dora\""))
                .containsExactly("aurora-team-customer-success-director");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName sw \"d\"",
                "userName eq dora",
                "userName eq \"a\" or userName eq \"b\"",
                "not (userName eq \"a\")",
                "active eq true",
                "title pr",
                "password eq \"x\"",
                "emails[type eq \"work\"]",
                ""
            })
    void understandsNoOtherFilter(String filter) {
        Answer answer = aurora.get("/Users?filter=" + encoded(filter));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("scimType").asString()).isEqualTo("invalidFilter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"op\":\"remove\",\"path\":\"members\",\"value\":[{\"value\":\"aurora-omar\"}]}",
                "{\"op\":\"Remove\",\"path\":\"members[value eq \\\"aurora-omar\\\"]\"}"
            })
    void takesOneMemberOutOfAGroup(String operation) {
        String id = aurora.send(
                        "POST",
                        "/Groups",
                        "{\"displayName\":\"Counsel\",\"members\":[{\"value\":\"aurora-lena\"},{\"value\":\"aurora-omar\"}]}")
                .id();

        Answer answer = aurora.send("PATCH", "/Groups/" + id, "{\"Operations\":[" + operation + "]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("members").size()).isEqualTo(1);
        assertThat(answer.json().get("members").get(0).get("value").asString()).isEqualTo("aurora-lena");
        assertThat(answer.header("etag")).isEqualTo("W/\"2\"");
        aurora.send("DELETE", "/Groups/" + id, "");
    }

    @Test
    void aGroupsIdAndNotItsNameSaysWhatItsMembersMayDecide() {
        String legal = "aurora-team-legal";
        RoleSource before = lena().sources().get("Legal");
        assertThat(before.source()).isEqualTo("scim:aurora-team-legal");

        aurora.patch("/Groups/" + legal, "{'op':'replace','path':'displayName','value':'Customers and others'}");
        String pretender = aurora.send(
                        "POST", "/Groups", "{\"displayName\":\"Legal\",\"members\":[{\"value\":\"aurora-mia\"}]}")
                .id();

        assertThat(lena().roles()).containsExactly("Legal");
        String version = aurora.get("/Groups/" + legal).header("etag");
        assertThat(lena().sources().get("Legal")).isEqualTo(new RoleSource("scim:aurora-team-legal", version));
        assertThat(before.version()).isNotEqualTo(version);
        assertThat(identity.find("aurora", "aurora-mia").orElseThrow().roles()).containsExactly("Account executive");

        aurora.send("DELETE", "/Groups/" + pretender, "");
        aurora.patch("/Groups/" + legal, "{'op':'replace','path':'displayName','value':'Legal'}");
    }

    @Test
    void whoIsNotActiveOrGoneCannotDecideFromTheNextMoment() {
        String id = aurora.send("POST", "/Users", "{\"userName\":\"yara\"}").id();
        aurora.patch("/Groups/aurora-team-finance", "{'op':'add','path':'members','value':[{'value':'" + id + "'}]}");
        Set<String> finance = Set.of("Finance");
        assertThat(identity.find("aurora", id).orElseThrow().roles()).containsExactly("Finance");
        assertThat(identity.anyoneHolds("aurora", finance, Set.of("aurora-finn")))
                .isTrue();

        aurora.patch("/Users/" + id, "{'op':'Replace','value':{'active':'False'}}");
        assertThat(identity.find("aurora", id)).isEmpty();
        assertThat(identity.anyoneHolds("aurora", finance, Set.of("aurora-finn")))
                .isFalse();
        // A change of something else does not let them in again.
        aurora.send("PUT", "/Users/" + id, "{\"userName\":\"yara\",\"title\":\"was here\"}");
        assertThat(identity.find("aurora", id)).isEmpty();

        aurora.patch("/Users/" + id, "{'op':'replace','path':'active','value':true}");
        assertThat(identity.find("aurora", id)).isPresent();
        String version = aurora.get("/Groups/aurora-team-finance").header("etag");
        aurora.send("DELETE", "/Users/" + id, "");
        assertThat(identity.find("aurora", id)).isEmpty();
        assertThat(aurora.get("/Groups/aurora-team-finance").header("etag")).isNotEqualTo(version);
    }

    @Test
    void theWebSessionEndsWithTheNextRequest() {
        Browser tom = new Browser("http://127.0.0.1:" + port);
        tom.signIn("/page", "tom@aurora.example", "open sesame");
        assertThat(tom.data("/api/me").statusCode()).isEqualTo(200);

        aurora.patch("/Users/aurora-tom", "{'op':'replace','path':'active','value':false}");
        HttpResponse<String> data = tom.data("/api/me");
        HttpResponse<String> page = tom.page("/page");
        aurora.patch("/Users/aurora-tom", "{'op':'replace','path':'active','value':true}");

        assertThat(data.statusCode()).isEqualTo(401);
        assertThat(page.statusCode()).isEqualTo(302);
    }

    @Test
    void refersOnlyToWhomItKnows() {
        Answer manager = aurora.patch(
                "/Users/aurora-mia",
                "{'op':'add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',"
                        + "'value':'borealis-rick'}");
        Answer member =
                aurora.patch("/Groups/aurora-team-legal", "{'op':'add','path':'members','value':'borealis-rick'}");
        Answer nobody = aurora.patch("/Groups/aurora-team-legal", "{'op':'add','path':'members','value':'nobody'}");

        assertThat(manager.status()).isEqualTo(400);
        assertThat(manager.json().get("detail").asString()).isEqualTo("manager 'borealis-rick' is not known");
        assertThat(member.status()).isEqualTo(400);
        assertThat(member.json().get("detail").asString()).isEqualTo("member 'borealis-rick' is not known");
        assertThat(nobody.body()).isEqualTo(member.body().replace("borealis-rick", "nobody"));
    }

    @Test
    void refusesWhatIsNotWellMade() {
        assertThat(aurora.send("POST", "/Users", "{").json().get("scimType").asString())
                .isEqualTo("invalidSyntax");
        assertThat(aurora.send("POST", "/Users", "[]").json().get("scimType").asString())
                .isEqualTo("invalidSyntax");
        assertThat(aurora.send("POST", "/Users", "{}").json().get("detail").asString())
                .isEqualTo("'userName' is needed");
        assertThat(aurora.send("POST", "/Users", "{\"userName\":7}")
                        .json()
                        .get("detail")
                        .asString())
                .isEqualTo("'userName' is not a text");
        assertThat(aurora.send("POST", "/Users", "{\"userName\":\"a\\u0000\"}")
                        .json()
                        .get("detail")
                        .asString())
                .isEqualTo("'userName' has control characters");
        assertThat(aurora.send("POST", "/Users", "{\"userName\":\"" + "a".repeat(201) + "\"}")
                        .json()
                        .get("detail")
                        .asString())
                .isEqualTo("'userName' has 201 characters; 200 at most");
        assertThat(aurora.send("POST", "/Users", " ".repeat(1_000_001)).status())
                .isEqualTo(413);
        assertThat(aurora.send("POST", "/Bulk", "{}").status()).isEqualTo(404);
        assertThat(aurora.get("/Nothing").json().get("status").asString()).isEqualTo("404");
    }

    @Test
    void whoHasNoTokenIsToldNothing() {
        Answer wrong = new ScimClient(port, "aurora-0123456789-0123456789-0123456780").get("/Users");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("www-authenticate")).startsWith("Bearer");
        assertThat(wrong.body())
                .isEqualTo("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"401\","
                        + "\"detail\":\"a valid bearer token is needed\"}");
        Browser signedIn = new Browser("http://127.0.0.1:" + port);
        signedIn.signIn("/page", "ada@aurora.example", "open sesame");
        assertThat(signedIn.data("/scim/v2/Users").statusCode()).isEqualTo(401);
    }

    @Test
    void saysWhatItCanDo() {
        Answer config = aurora.get("/ServiceProviderConfig");

        assertThat(config.json().get("patch").get("supported").asBoolean()).isTrue();
        assertThat(config.json().get("bulk").get("supported").asBoolean()).isFalse();
        assertThat(config.json().get("filter").get("maxResults").asInt()).isEqualTo(200);
        assertThat(config.json().get("etag").get("supported").asBoolean()).isTrue();
        assertThat(aurora.get("/ResourceTypes").json().get("totalResults").asInt())
                .isEqualTo(2);
        assertThat(aurora.get("/ResourceTypes/Group").json().get("endpoint").asString())
                .isEqualTo("/Groups");
        assertThat(aurora.get("/Schemas").json().get("totalResults").asInt()).isEqualTo(3);
        assertThat(aurora.get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User")
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo("User");
        assertThat(aurora.get("/Schemas/urn:none").status()).isEqualTo(404);
    }

    private Actor lena() {
        return identity.find("aurora", "aurora-lena").orElseThrow();
    }

    private List<String> found(String collection, String filter) {
        List<String> ids = new ArrayList<>();
        aurora.get(collection + "?filter=" + encoded(filter))
                .json()
                .get("Resources")
                .forEach(resource -> ids.add(resource.get("id").asString()));
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
