package io.github.pgqueue.checks.tools;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads poms, and pieces of them. */
public final class Poms {

    private Poms() {}

    /** The root element of a pom. */
    public static Element read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A piece of a pom, which may have several roots. */
    public static Element piece(String text) {
        return parse("<piece>" + text + "</piece>");
    }

    /** The text at a path of children; empty if there is no such child. */
    public static Optional<String> text(Element parent, String... path) {
        Optional<Element> found = Optional.of(parent);
        for (String name : path) {
            found = found.flatMap(element -> children(element, name).stream().findFirst());
        }
        return found.map(element -> element.getTextContent().strip());
    }

    /** The children of one name. */
    public static List<Element> children(Element parent, String name) {
        return elements(parent.getChildNodes()).stream()
                .filter(element -> element.getNodeName().equals(name))
                .toList();
    }

    /** All elements of one name, however deep. */
    public static List<Element> all(Element root, String name) {
        return elements(root.getElementsByTagName(name));
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static Element parse(String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException failure) {
            throw new IllegalArgumentException(failure.getMessage() + " in: " + text, failure);
        }
    }
}
