package dev.undercurrent.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String CORE = "dev.undercurrent.core..";
    private static final DescribedPredicate<JavaClass> VECTOR_KERNELS = nameMatching(
                    "dev\\.undercurrent\\.core\\.math\\.Vector(Kernel|Sums|Activations)(\\$.*)?")
            .forSubtype();
    private static final String BUNDLE = "dev.undercurrent.bundle..";
    private static final String EVALUATION = "dev.undercurrent.evaluation..";
    private static final String TRAINING = "dev.undercurrent.training..";
    private static final String SCHEMAS = "dev.undercurrent.schemas..";
    private static final String SCORING = "dev.undercurrent.jobs.scoring..";
    private static final String DASHBOARD = "dev.undercurrent.jobs.dashboard..";
    private static final String CLI = "dev.undercurrent.jobs.cli..";
    private static final String TRAINER = "dev.undercurrent.jobs.trainer..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(
                    "dev.undercurrent.core",
                    "dev.undercurrent.bundle",
                    "dev.undercurrent.evaluation",
                    "dev.undercurrent.training",
                    "dev.undercurrent.schemas",
                    "dev.undercurrent.jobs");

    @Test
    @DisplayName("The rules below look at the product's classes")
    void importsAll() {
        for (String name : new String[] {
            "core.Verdict",
            "bundle.ModelBundle",
            "evaluation.Backtest",
            "training.NetworkTrainer",
            "schemas.Score",
            "jobs.scoring.ScoringJob",
            "jobs.dashboard.Dashboard",
            "jobs.cli.Undercurrent",
            "jobs.trainer.Train"
        }) {
            assertThat(ALL.contain("dev.undercurrent." + name)).as(name).isTrue();
        }
    }

    @Test
    @DisplayName("Core depends on nothing but the JDK, and but one class on a module that a JVM must be asked for")
    void coreIsPlain() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .and(not(VECTOR_KERNELS))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(CORE, "java..").and(not(VECTOR_KERNELS)))
                .check(ALL);
        classes()
                .that(VECTOR_KERNELS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CORE, "java..", "jdk.incubator.vector..")
                .check(ALL);
    }

    @Test
    @DisplayName("Schemas know nobody of ours")
    void schemasAreAlone() {
        noClasses()
                .that()
                .resideInAPackage(SCHEMAS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.undercurrent..").and(not(resideInAPackage(SCHEMAS))))
                .check(ALL);
    }

    @Test
    @DisplayName("Bundles know core and a reader of JSON, nothing else")
    void bundleLooksDown() {
        classes()
                .that()
                .resideInAPackage(BUNDLE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(BUNDLE, CORE, "java..", "com.fasterxml.jackson..")
                .check(ALL);
    }

    @Test
    @DisplayName("Bundles have no clock and no randomness: equal content, equal bytes")
    void bundleIsDeterministic() {
        noClasses()
                .that()
                .resideInAPackage(BUNDLE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethodWhere(of("java.lang.System", "currentTimeMillis|nanoTime"))
                .orShould()
                .callMethodWhere(of("java.time..*", "now"))
                .check(ALL);
    }

    @Test
    @DisplayName("The scoring job knows models and schemas only; the command knows the job, never the reverse")
    void jobsLookDown() {
        noClasses()
                .that()
                .resideInAPackage(SCORING)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.undercurrent..")
                        .and(not(resideInAnyPackage(CORE, BUNDLE, SCHEMAS, SCORING))))
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage(DASHBOARD)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.undercurrent..")
                        .and(not(resideInAnyPackage(SCHEMAS, SCORING, DASHBOARD))))
                .check(ALL);
        noClasses()
                .that(not(resideInAnyPackage(CLI, TRAINER)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI)
                .check(ALL);
    }

    @Test
    @DisplayName(
            "Training knows the other models and its libraries; only the command that trains knows training and PyTorch")
    void trainingIsApart() {
        classes()
                .that()
                .resideInAPackage(TRAINING)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        TRAINING,
                        CORE,
                        BUNDLE,
                        EVALUATION,
                        "java..",
                        "com.sun.management..",
                        "com.fasterxml.jackson..",
                        "ai.djl..",
                        "smile..")
                .check(ALL);
        noClasses()
                .that(not(resideInAnyPackage(TRAINING, TRAINER)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TRAINING, TRAINER, "ai.djl..", "smile..")
                .check(ALL);
    }

    @Test
    @DisplayName(
            "Graphs of training never multiply by a number of Java's, whose memory is gone before the backward pass")
    void factorsLiveOn() {
        noClasses()
                .that()
                .resideInAPackage(TRAINING)
                .should()
                .callMethodWhere(describe(
                        "a product, quotient, power or bound with a number",
                        (JavaMethodCall call) -> call.getTargetOwner().getName().equals("ai.djl.ndarray.NDArray")
                                && call.getName().matches("(mul|div|mod|pow|maximum|minimum)i?")
                                && call.getTarget()
                                        .getRawParameterTypes()
                                        .get(0)
                                        .isEquivalentTo(Number.class)))
                .check(ALL);
    }

    @Test
    @DisplayName("Evaluation knows core and a writer of JSON, nothing else")
    void evaluationLooksDown() {
        classes()
                .that()
                .resideInAPackage(EVALUATION)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(EVALUATION, CORE, "java..", "com.fasterxml.jackson..")
                .check(ALL);
    }

    private static void deterministic(String inside) {
        noClasses()
                .that()
                .resideInAPackage(inside)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethodWhere(of("java.lang.System", "currentTimeMillis|nanoTime"))
                .orShould()
                .callMethodWhere(of("java.lang.Math", "random"))
                .orShould()
                .callMethodWhere(of("java.time..*", "now"))
                .check(ALL);
    }

    @Test
    @DisplayName("Evaluation has no clock and no randomness: equal data, equal reports")
    void evaluationIsDeterministic() {
        deterministic(EVALUATION);
    }

    @Test
    @DisplayName("The ideas of evaluation do not go in circles")
    void evaluationHasNoCycles() {
        slices().matching("dev.undercurrent.evaluation.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    @DisplayName("The ideas of core do not go in circles")
    void coreHasNoCycles() {
        slices().matching("dev.undercurrent.core.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    @DisplayName("Core has no clock and no randomness but what comes in from a seed")
    void coreIsDeterministic() {
        deterministic(CORE);
    }

    @Test
    @DisplayName("Core takes no transcendental function from the platform, since platforms differ in the last bit")
    void coreIsReproducible() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .callMethodWhere(of(
                        "java.lang.(Strict)?Math",
                        "exp|expm1|log|log1p|log10|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot"))
                .check(ALL);
    }

    @Test
    @DisplayName("No public field can be written")
    void fieldsAreFinal() {
        fields().that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(not(resideInAPackage(SCHEMAS)))
                .should()
                .beFinal()
                .check(ALL);
    }

    @Test
    @DisplayName("Nobody reads objects by Java serialization")
    void noJavaSerialization() {
        noClasses()
                .that(not(resideInAPackage(SCHEMAS)))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(ALL);
    }

    /** Calls of methods, both named by regular expressions. */
    private static DescribedPredicate<JavaMethodCall> of(String owners, String names) {
        return describe(
                owners + "." + names,
                call -> call.getTargetOwner().getName().matches(owners)
                        && call.getName().matches(names));
    }
}
