using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;

namespace StudyHub.Accounts;

internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : FeatureDb(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<EmailCode> Codes => Set<EmailCode>();
    public DbSet<EmailProof> Proofs => Set<EmailProof>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(e =>
        {
            e.ToTable("accounts_users");
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ConcurrencyStamp).IsConcurrencyToken();
            e.Ignore(x => x.UserId);

            // No telephone, and never a permanent lock (ACC-13).
            e.Ignore(x => x.PhoneNumber).Ignore(x => x.PhoneNumberConfirmed);
            e.Ignore(x => x.LockoutEnabled).Ignore(x => x.LockoutEnd).Ignore(x => x.AccessFailedCount);
        });
        modelBuilder.Entity<Session>(e =>
        {
            e.ToTable("accounts_sessions");
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<EmailCode>(e =>
        {
            e.ToTable("accounts_codes");
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();

            // Where two units may run at once, both must not spend the same try.
            e.Property(x => x.TriesLeft).IsConcurrencyToken();
            e.Property(x => x.Used).IsConcurrencyToken();
        });
        modelBuilder.Entity<EmailProof>(e =>
        {
            e.ToTable("accounts_proofs");
            e.HasKey(x => x.Hash);
        });
    }
}
