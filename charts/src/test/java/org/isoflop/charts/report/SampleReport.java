package org.isoflop.charts.report;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.charts.SampleCharts;
import org.isoflop.charts.report.Report.Block;
import org.isoflop.charts.report.Report.Section;

/** A report with one of everything, and text that would do harm if it were taken for markup. */
final class SampleReport {
    static final String NASTY = "</script><script>window.hurt = 1</script> & \"quoted\" | *stars* <b>";

    private SampleReport() {}

    static Report report() {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Text(NASTY));
        blocks.add(new Block.Formula("\\mathrm{loss} = E + \\frac{A}{N^{\\alpha}}", "loss = E + A/N^α"));
        blocks.add(new Block.Table(
                "Coefficients", List.of("name", "estimate"), List.of(List.of("E", "1.8"), List.of(NASTY, "2"))));
        blocks.add(new Block.Command("isoflop fit 'a & b.csv' --where \"N > 1\""));
        blocks.add(new Block.Warning("few-runs", "6 runs", "Add some."));
        List<Block> pictures =
                SampleCharts.all().stream().<Block>map(Block.Picture::new).toList();
        return new Report(
                "A loss of 1.9 & more",
                NASTY,
                List.of(new Section("facts", "Facts", blocks), new Section("charts", "Charts", pictures)));
    }
}
