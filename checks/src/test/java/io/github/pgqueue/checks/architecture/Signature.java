package io.github.pgqueue.checks.architecture;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one member of a public type, or its head, shows to others.
 *
 * @param text the member as Java writes it, with all types by their full names
 * @param numberNames the names of parameters, and of the method itself, that are whole numbers
 */
record Signature(String text, List<String> numberNames) {

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, Integer.class, Long.class);

    /** Everything public or protected of a type. */
    static List<Signature> of(Class<?> type) {
        List<Signature> all = new ArrayList<>();
        all.add(new Signature(head(type), List.of()));
        Stream.of(type.getDeclaredFields())
                .filter(Signature::isOpen)
                .map(Signature::ofField)
                .forEach(all::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(Signature::isOpen)
                .map(Signature::ofConstructor)
                .forEach(all::add);
        Stream.of(type.getDeclaredMethods())
                .filter(Signature::isOpen)
                .map(Signature::ofMethod)
                .forEach(all::add);
        return all;
    }

    /** The full names of all types in it. */
    Stream<String> types() {
        return Arrays.stream(text.split("[^\\w.$]+"));
    }

    /** The names of whole numbers in it. */
    Stream<String> numbers() {
        return numberNames.stream();
    }

    private static boolean isOpen(Member member) {
        boolean open = Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
        return open && !member.isSynthetic();
    }

    private static String head(Class<?> type) {
        Stream<Type> parents = Stream.of(type.getGenericInterfaces());
        Type parent = type.getGenericSuperclass();
        List<String> names = Stream.concat(Stream.ofNullable(parent), parents)
                .map(Type::getTypeName)
                .toList();
        return type.toGenericString() + " is a " + String.join(", ", names);
    }

    private static Signature ofField(Field field) {
        boolean number = NUMBERS.contains(field.getType());
        return new Signature(field.toGenericString(), number ? List.of(field.getName()) : List.of());
    }

    private static Signature ofConstructor(Constructor<?> constructor) {
        return new Signature(constructor.toGenericString(), parameters(constructor));
    }

    private static Signature ofMethod(Method method) {
        List<String> names = new ArrayList<>(parameters(method));
        if (NUMBERS.contains(method.getReturnType())) {
            names.add(method.getName());
        }
        return new Signature(method.toGenericString(), List.copyOf(names));
    }

    private static List<String> parameters(Executable executable) {
        return Stream.of(executable.getParameters())
                .filter(parameter -> NUMBERS.contains(parameter.getType()))
                .map(Parameter::getName)
                .toList();
    }
}
