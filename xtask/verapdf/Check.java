// Judges PDF files by PDF/A-2a and PDF/UA-1 with the library of veraPDF; exits with 1 when one does not conform.
// Run by `cargo xtask verapdf`, which provides the class path.

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Check {
    private static final PDFAFlavour[] STANDARDS = {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        boolean allConform = true;
        for (String file : files) {
            for (PDFAFlavour standard : STANDARDS) {
                allConform &= conforms(new File(file), standard);
            }
        }
        System.exit(allConform ? 0 : 1);
    }

    private static boolean conforms(File file, PDFAFlavour standard) throws Exception {
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(file, standard);
                var validator = foundry.createValidator(standard, 100, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "conforms" : "DOES NOT conform";
            System.out.printf("%s %s to %s (%d checks)%n", file.getName(), verdict, standard, result.getTotalAssertions());
            Map<String, Integer> failures = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    failures.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
                }
            }
            failures.forEach((rule, count) -> System.out.printf("  %d times %s%n", count, rule));
            return result.isCompliant();
        }
    }
}
