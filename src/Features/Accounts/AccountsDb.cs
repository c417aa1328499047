using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Administration;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Leaving;
using StudyHub.Accounts.Passkeys;
using StudyHub.Accounts.SecondFactor;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;

namespace StudyHub.Accounts;

internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : FeatureDb(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<EmailCode> Codes => Set<EmailCode>();
    public DbSet<EmailProof> Proofs => Set<EmailProof>();
    public DbSet<Export> Exports => Set<Export>();
    public DbSet<AdminLink> AdminLinks => Set<AdminLink>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<TotpKey> TotpKeys => Set<TotpKey>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<PasskeyId>();
    }

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
        modelBuilder.Entity<Export>().ToTable("accounts_exports").HasKey(x => x.UserId);
        modelBuilder.Entity<AdminLink>().ToTable("accounts_admin_links").HasKey(x => x.Hash);
        modelBuilder.Entity<Passkey>().ToTable("accounts_passkeys").HasKey(x => x.Id);
        modelBuilder.Entity<TotpKey>().ToTable("accounts_totp_keys").HasKey(x => x.UserId);
        modelBuilder.Entity<RecoveryCode>().ToTable("accounts_recovery_codes").HasKey(x => new { x.UserId, x.Hash });
    }
}
