package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.run.Run;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A report as a document that can be asked for its parts. */
final class ReportPage {
  private ReportPage() {}

  /** Parses the page's body, which is well-formed; keeps the page for looking at it. */
  static Document page(String name, List<Run> runs) throws Exception {
    String html = Report.html(runs);
    Files.writeString(
        Files.createDirectories(Path.of("target", "sample-reports")).resolve(name + ".html"), html);
    String main = html.substring(html.indexOf("<main>"), html.indexOf("</main>") + 7);
    String script = html.substring(html.indexOf("<script>"), html.lastIndexOf("</script>") + 9);
    String scripts = "<script/>".repeat(script.split("<script>", -1).length - 1);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new InputSource(
                new StringReader("<body>" + main.replace(" open=\"\"", "") + scripts + "</body>")));
  }

  static NodeList nodes(Document page, String path) throws Exception {
    return (NodeList)
        XPathFactory.newInstance().newXPath().evaluate(path, page, XPathConstants.NODESET);
  }

  static List<String> texts(Document page, String path) throws Exception {
    NodeList nodes = nodes(page, path);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  static List<String> attributes(Document page, String path, String name) throws Exception {
    NodeList nodes = nodes(page, path);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> ((Element) nodes.item(i)).getAttribute(name))
        .toList();
  }
}
