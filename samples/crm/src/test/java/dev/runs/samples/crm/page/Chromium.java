package dev.runs.samples.crm.page;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.runs.samples.crm.StartedCrm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A person at a Chromium of their own, without a window and with an empty profile. Whatever is looked for is waited for, and looked
 * for again if the page has put something newer in its place.
 */
final class Chromium implements AutoCloseable {
    private static final List<String> CRITERIA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final int WIDE = 1280;
    private static final int PHONE = 390;
    private static final int SMALL_PHONE = 360;

    private final ChromeDriver driver;
    private final WebDriverWait patience;
    private final String home;

    private Chromium(ChromeDriver driver, String home) {
        this.driver = driver;
        this.home = home;
        this.patience = new WebDriverWait(driver, Duration.ofSeconds(60));
        patience.ignoreAll(List.of(
                NoSuchElementException.class,
                StaleElementReferenceException.class,
                ElementNotInteractableException.class,
                ElementClickInterceptedException.class));
    }

    /** Returns whether there is a Chromium, and what drives it, on the path. */
    static boolean isInstalled() {
        return onPath("chromium").isPresent() && onPath("chromedriver").isPresent();
    }

    /** Opens one for somebody, who signs in and sees the inbox. */
    static Chromium of(String person, String home) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium").orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=" + WIDE + ",1000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").orElseThrow().toFile())
                .build();
        Chromium chromium = new Chromium(new ChromeDriver(service, options), home);
        chromium.light();
        chromium.signIn(person);
        return chromium;
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void signIn(String person) {
        go("/inbox");
        type(By.name("username"), person);
        type(By.name("password"), StartedCrm.PASSWORD);
        click(By.cssSelector("button"));
        sees(By.tagName("h1"), "Inbox");
    }

    /** Goes to a page. */
    void go(String page) {
        driver.get(home + page);
    }

    /** Goes to a page of the same host at another port, where the same cookies hold. */
    void go(int port, String page) {
        driver.get(home.replaceAll(":[0-9]+$", ":" + port) + page);
    }

    /** Waits until a script says yes. */
    void until(String what, String script) {
        patience.withMessage(() -> "never: " + what).until(anything -> Boolean.TRUE.equals(script("return " + script)));
    }

    /** Returns which page it is, with what it was asked. */
    String at() {
        return driver.getCurrentUrl().substring(home.length());
    }

    void click(By what) {
        patience.until(anything -> {
            driver.findElement(what).click();
            return true;
        });
    }

    void type(By where, String text) {
        patience.until(anything -> {
            WebElement field = driver.findElement(where);
            field.clear();
            field.sendKeys(text);
            return true;
        });
    }

    /** Presses a key where the focus is. */
    void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** Goes on with Tab until the focus is on a control with some words. */
    void tabTo(String words) {
        for (int i = 0; i < 100; i++) {
            press(Keys.TAB);
            if (driver.switchTo().activeElement().getText().equals(words)) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to '" + words + "' at " + at());
    }

    /** Returns the words of what has the focus. */
    String focused() {
        return driver.switchTo().activeElement().getText();
    }

    /** Waits until some words are at a place. */
    void sees(By where, String words) {
        patience.withMessage(
                        () -> "'" + words + "' is not in '" + (there(where) ? text(where) : "nothing") + "' at " + at())
                .until(anything -> driver.findElements(where).stream()
                        .anyMatch(place -> place.getText().contains(words)));
    }

    /** Waits until something is there no more. */
    void seesNo(By what) {
        patience.withMessage(() -> what + " is still at " + at()).until(anything -> !there(what));
    }

    boolean there(By what) {
        return !driver.findElements(what).isEmpty();
    }

    String text(By what) {
        return patience.until(anything -> driver.findElement(what).getText());
    }

    Optional<String> attribute(By what, String name) {
        return Optional.ofNullable(
                patience.until(anything -> driver.findElement(what)).getDomAttribute(name));
    }

    int count(By what) {
        return driver.findElements(what).size();
    }

    /** Says something as a link to click, by its words. */
    static By words(String words) {
        return By.xpath("//a[contains(normalize-space(), \"" + words + "\")] | //button[normalize-space() = \"" + words
                + "\"]");
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    void light() {
        media("light");
    }

    void dark() {
        media("dark");
    }

    private void media(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void phone() {
        size(PHONE, 844, true);
    }

    /** The smallest phone that is still sold. */
    void smallPhone() {
        size(SMALL_PHONE, 640, true);
    }

    void wide() {
        size(WIDE, 1000, false);
    }

    private void size(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    /** Returns by how many pixels the page is wider than what it is seen in. */
    long tooWideBy() {
        return ((Number) script("return document.documentElement.scrollWidth - window.innerWidth")).longValue();
    }

    /** Keeps what is seen as a picture. */
    void picture(String name) throws IOException {
        Path file = Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png");
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Returns what axe finds against it, a line each. */
    List<String> violations() {
        return new AxeBuilder()
                .withTags(CRITERIA).analyze(driver).getViolations().stream()
                        .map(Chromium::line)
                        .toList();
    }

    private static String line(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + ": "
                + rule.getNodes().get(0).getHtml();
    }

    /** Returns what the browser complains about since it was asked the last time: mistakes in scripts, and what a policy has kept out. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
