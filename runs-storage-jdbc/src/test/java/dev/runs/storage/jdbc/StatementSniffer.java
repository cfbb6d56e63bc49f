package dev.runs.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sees every prepared statement that runs on a connection, with the values that are bound to it. */
final class StatementSniffer {
    /** A statement that ran. */
    record Ran(String sql, List<Object> values) {}

    private final List<Ran> ran = Collections.synchronizedList(new ArrayList<>());

    /** Returns what ran since the last call. */
    List<Ran> take() {
        synchronized (ran) {
            List<Ran> taken = List.copyOf(ran);
            ran.clear();
            return taken;
        }
    }

    Connection watch(Connection real) {
        return Proxies.proxy(Connection.class, (self, method, arguments) -> {
            Object result = Proxies.call(real, method, arguments);
            return result instanceof PreparedStatement statement
                            && method.getName().equals("prepareStatement")
                    ? watch(statement, (String) arguments[0])
                    : result;
        });
    }

    private PreparedStatement watch(PreparedStatement real, String sql) {
        Map<Integer, Object> values = new TreeMap<>();
        return Proxies.proxy(PreparedStatement.class, (self, method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set") && arguments.length == 2 && arguments[0] instanceof Integer index) {
                values.put(index, name.equals("setNull") ? "NULL" : arguments[1]);
            } else if (name.startsWith("execute")) {
                ran.add(new Ran(sql, List.copyOf(values.values())));
            }
            return Proxies.call(real, method, arguments);
        });
    }
}
