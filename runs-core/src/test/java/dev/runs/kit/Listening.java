package dev.runs.kit;

import dev.runs.feed.Change;
import dev.runs.feed.ChangeListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A listener that notes what it is told. */
public class Listening implements ChangeListener {
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> behind = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void changed(Change change) {
        changes.add(change);
    }

    @Override
    public void leftBehind(long position) {
        behind.add(position);
    }

    /** Returns the changes so far. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Returns the positions at which it was left behind. */
    public List<Long> behind() {
        return List.copyOf(behind);
    }
}
