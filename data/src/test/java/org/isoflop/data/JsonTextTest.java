package org.isoflop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Held against the mapper, whose text it stands in for. */
class JsonTextTest {
    @Test
    void writesWhatTheMapperWouldWrite() {
        ObjectNode tree = everyKind();
        String expected =
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(tree);

        assertEquals(expected, JsonText.of(tree));
    }

    @Test
    void refusesWhatIsNoJson() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putPOJO("object", new Object());

        assertThrows(IllegalArgumentException.class, () -> JsonText.of(tree));
    }

    private static ObjectNode everyKind() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("text", "quote \" slash / backslash \\ line\n tab\t nul\0 é 語 \uD83D\uDE00 \u2028");
        tree.put("key \" of\n", true).putNull("nothing");
        tree.put("int", -7).put("long", Long.MIN_VALUE).put("float", 0.1f);
        tree.put("whole", 1.0).put("small", -1.25e-300).put("large", 1e22).put("least", Double.MIN_VALUE);
        tree.put("infinite", Double.POSITIVE_INFINITY).put("none", Double.NaN);
        tree.put("big", new BigInteger("123456789012345678901234567890"));
        tree.put("decimal", new BigDecimal("1234567890.12345678901234567890"));
        tree.putObject("empty object");
        tree.putArray("empty list");
        tree.putArray("list").add(1).add("two").add(3.5).addNull().addArray().add(false);
        tree.withArray("list").addObject().putObject("deep").put("x", 1);
        return tree;
    }
}
