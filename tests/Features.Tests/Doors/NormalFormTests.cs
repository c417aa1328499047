using System.Text;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>Korean typed in pieces (NFD, as some systems do) is the same text as Korean typed whole.</summary>
public sealed class NormalFormTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_title_in_pieces_is_stored_and_found_whole()
    {
        using var ada = await app.SignUpAsync();
        var whole = "선형대수 읽기";

        var room = await ada.CreateRoomAsync(new { title = whole.Normalize(NormalizationForm.FormD) });

        var found = await ada.GetAsync($"rooms?q={Uri.EscapeDataString("대수")}");
        Assert.Equal(room, found.GetProperty("items")[0].GetProperty("id").GetGuid());
        Assert.Equal(whole, found.GetProperty("items")[0].GetProperty("title").GetString());
    }

    [Fact]
    public void The_product_runs_with_the_tables_that_normal_forms_need()
    {
        var settings = File.ReadAllText(Path.ChangeExtension(ProductProcess.Program, ".runtimeconfig.json"));

        Assert.DoesNotContain("\"System.Globalization.Invariant\": true", settings, StringComparison.Ordinal);
    }
}
