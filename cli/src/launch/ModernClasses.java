import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar a class-file version with stack maps where they have an older one. The JVM refuses older
 * classes a place in its ahead-of-time cache, and checks them slowly: with picocli, a third of the time that a command
 * takes to start.
 */
final class ModernClasses {
    /** The first version that must have stack maps is 50; 8 is the oldest that nothing warns of. */
    private static final int VERSION = ClassFile.JAVA_8_VERSION;

    private static final int FIRST_WITH_STACK_MAPS = 50;

    private ModernClasses() {}

    /** Rewrites the jar of the first argument in its place. */
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path rewritten = Files.createTempFile(jar.toAbsolutePath().getParent(), "modern", ".jar");
        try {
            rewrite(jar, rewritten);
            Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(rewritten);
        }
    }

    private static void rewrite(Path jar, Path into) throws IOException {
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(into))) {
            var resolver = ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver());
            var classes = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(resolver));
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(entry.getName().endsWith(".class") ? modern(bytes, classes) : bytes);
            }
        }
    }

    private static byte[] modern(byte[] bytes, ClassFile classes) {
        ClassModel model = classes.parse(bytes);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return bytes;
        }
        return classes.transformClass(
                model,
                ClassTransform.transformingMethodBodies((body, element) -> body.with(element))
                        .andThen(ClassTransform.endHandler(type -> type.withVersion(VERSION, 0))));
    }
}
