package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private static StandardOutput failingWith(String message) {
        return new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        });
    }

    @Test
    void passesOnWhatIsWritten() {
        var bytes = new ByteArrayOutputStream();
        var output = new StandardOutput(bytes);
        output.write('a');
        output.write("bcd".getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, 2);
        assertThat(bytes.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("acd");
        assertThat(output.complaint()).isNull();
    }

    @Test
    void aReaderThatHasLeftIsNoError() {
        StandardOutput output = failingWith("Broken pipe");
        output.write('a');
        output.write('b');
        assertThat(output.complaint()).isNull();
    }

    @Test
    void aFullDiskIs() {
        StandardOutput output = failingWith("No space left on device");
        output.write('a');
        assertThat(output.complaint()).isEqualTo("No space left on device");
    }
}
