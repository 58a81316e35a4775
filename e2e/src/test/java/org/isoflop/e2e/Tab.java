package org.isoflop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/** A tab with the page, in the words of somebody who uses it. */
final class Tab implements AutoCloseable {
    private static final int PATIENCE = 20_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    private Tab(BrowserContext context, Page page) {
        this.context = context;
        this.page = page;
        page.setDefaultTimeout(PATIENCE);
        page.onConsoleMessage(message -> {
            // What the server refuses, the page shows in its own words; the browser notes the status as well.
            boolean isRefusal = message.text().startsWith("Failed to load resource");
            if (List.of("error", "warning").contains(message.type()) && !isRefusal) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    static Tab open(Browser browser, String url, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        var tab = new Tab(context, context.newPage());
        tab.page.navigate(url);
        return tab;
    }

    /** Another tab of the same person, at the same place. */
    Tab again() {
        var tab = new Tab(context, context.newPage());
        tab.page.navigate(page.url());
        return tab;
    }

    Page page() {
        return page;
    }

    /** What the browser has to complain of. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    void begin(String example) {
        find(".card:has-text('" + example + "')").click();
        awaitFit();
    }

    /** Goes to a screen of the project. */
    void go(String screen) {
        find("#tab-" + screen).click();
        assertThat(find("#tab-" + screen)).hasAttribute("aria-current", "page");
    }

    /** Until the coefficients are there, and the fit is kept. */
    void awaitFit() {
        assertThat(find(".coefficients .estimate").first()).not().isEmpty();
        assertThat(find(".command")).containsText("--save main.fit.json");
    }

    /** The number of runs in the fit that is shown. */
    void awaitRuns(int runs) {
        assertThat(find(".quality div:has(dt:text-is('runs')) dd")).hasText(String.valueOf(runs));
        assertThat(find(".finding-detail").first()).containsText("fitted to " + runs + " runs");
        assertThat(find(".command")).containsText("--save main.fit.json");
    }

    /** The estimate of a parameter, as it is written. */
    String coefficient(String name) {
        return find(".coefficients tr[data-name='" + name + "'] .estimate").textContent();
    }

    /** The number beside a name. */
    Locator number(String name) {
        return find(".numbers div:has(dt:text-is('" + name + "')) dd");
    }

    void type(String formula) {
        find("#formula").fill(formula);
    }

    /** Whether there is more than the window is wide. */
    boolean isTooWide() {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Override
    public void close() {
        context.close();
    }
}
