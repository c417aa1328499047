using CsCheck;
using StudyHub.Data.Search;

namespace StudyHub.Features.Tests.Rules;

public sealed class GramTests
{
    [Fact]
    public void A_text_has_every_gram_of_every_part_of_it() => Gen.Select(Gen.String[1, 40], Gen.Int[0, 39], Gen.Int[1, 40]).Sample((text, from, length) =>
    {
        var folded = Grams.Fold(text);
        if (folded.Length == 0)
        {
            return;
        }

        var start = from % folded.Length;
        var term = folded[start..Math.Min(folded.Length, start + length)];
        Assert.Subset(Grams.OfText(folded).ToHashSet(), Grams.OfTerm(term).ToHashSet());
    });

    [Fact]
    public void A_short_term_is_decided_by_the_index_alone() => Gen.Select(Gen.String[0, 30], Gen.String[1, 3]).Sample((text, wanted) =>
    {
        var (folded, term) = (Grams.Fold(text), Grams.Fold(wanted));
        if (term.Length is > 0 and <= Grams.Longest)
        {
            Assert.Equal(folded.Contains(term, StringComparison.Ordinal), Grams.OfTerm(term).All(Grams.OfText(folded).Contains));
        }
    });

    [Fact]
    public void Tokens_hold_nothing_that_a_tokenizer_could_split() =>
        Assert.All(Grams.OfText(Grams.Fold("100% 토_익 \"AND\" *")), token => Assert.Matches("^g([0-9a-f]{4}){1,3}$", token));
}
