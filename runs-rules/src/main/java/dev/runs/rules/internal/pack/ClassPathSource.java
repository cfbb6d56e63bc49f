package dev.runs.rules.internal.pack;

import dev.runs.rules.internal.text.Place;
import dev.runs.rules.problem.RuleErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Reads a folder of the class path: of a jar, or of a build's output. It is as trusted as the classes beside it. */
public final class ClassPathSource implements Consumer<PackFiles> {
    private final ClassLoader loader;
    private final String folder;

    public ClassPathSource(ClassLoader loader, String folder) {
        this.loader = loader;
        this.folder = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    @Override
    public void accept(PackFiles files) {
        String manifest = folder.isEmpty() ? Manifest.FILE : folder + "/" + Manifest.FILE;
        try {
            List<URL> found = Collections.list(loader.getResources(manifest));
            if (found.size() == 1) {
                read(found.get(0), files);
                return;
            }
            refuse(
                    files,
                    found.isEmpty()
                            ? "The class path has no '" + manifest + "'."
                            : "The class path has '" + manifest + "' " + found.size() + " times: " + found + ".");
        } catch (IOException | URISyntaxException | RuntimeException e) {
            refuse(files, "The class path cannot be read: " + e.getMessage());
        }
    }

    private void refuse(PackFiles files, String what) {
        files.problems()
                .add(
                        RuleErrorCode.FOLDER,
                        Place.file(folder),
                        what,
                        "Name the folder that holds pack.yaml, as it lies in exactly one jar or folder of the class path.");
    }

    private void read(URL manifest, PackFiles files) throws IOException, URISyntaxException {
        if (manifest.getProtocol().equals("file")) {
            Path parent = Path.of(manifest.toURI()).getParent();
            new FolderSource(parent == null ? Path.of("") : parent).accept(files);
            return;
        }
        URLConnection connection = manifest.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            refuse(files, "Packs are read from folders and jars; this is '" + manifest.getProtocol() + "'.");
            return;
        }
        // A cached jar would be closed under those who share it.
        jar.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
            String entry = String.valueOf(jar.getEntryName());
            files.addAll(contents(file, entry.substring(0, entry.length() - Manifest.FILE.length()), files));
        }
    }

    private static SortedMap<String, byte[]> contents(JarFile jar, String prefix, PackFiles files) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        List<JarEntry> entries = new ArrayList<>();
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
                entries.add(entry);
            }
        }
        int read = 0;
        for (JarEntry entry : entries) {
            String name = entry.getName().substring(prefix.length());
            if (PackFiles.hidden(name)) {
                continue;
            }
            if (!PackFiles.isRead(name)) {
                contents.put(name, new byte[0]);
            } else if (++read <= files.limits().files() + 1) {
                try (InputStream in = jar.getInputStream(entry)) {
                    if (contents.put(name, in.readNBytes(files.limits().fileBytes() + 1)) != null) {
                        throw new IOException("'" + name + "' is there twice");
                    }
                }
            }
        }
        return contents;
    }
}
