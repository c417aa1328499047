// Prints "passed failed skipped" of a test report: CTRF, as xunit writes it, or Vitest's JSON.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
if (report.results) {
  const { tests, passed, pending, skipped } = report.results.summary;
  console.log(passed, tests - passed - pending - skipped, pending + skipped);
} else {
  const unreadable = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  console.log(report.numPassedTests, report.numFailedTests + unreadable.length, report.numPendingTests + report.numTodoTests);
}
