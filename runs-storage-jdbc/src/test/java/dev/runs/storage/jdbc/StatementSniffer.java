package dev.runs.storage.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof PreparedStatement statement
                            && method.getName().equals("prepareStatement")
                    ? watch(statement, (String) arguments[0])
                    : result;
        });
    }

    private PreparedStatement watch(PreparedStatement real, String sql) {
        Map<Integer, Object> values = new TreeMap<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set") && arguments.length == 2 && arguments[0] instanceof Integer index) {
                values.put(index, name.equals("setNull") ? "NULL" : arguments[1]);
            } else if (name.startsWith("execute")) {
                ran.add(new Ran(sql, List.copyOf(values.values())));
            }
            return call(real, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
