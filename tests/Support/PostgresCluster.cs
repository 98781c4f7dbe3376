using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace PortfolioTracker.Tests.Support;

/// <summary>A PostgreSQL of this process alone: a temporary folder, a Unix socket, a password made for the occasion.
/// </summary>
internal static class PostgresCluster
{
    private const string Settings =
        "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
        + "-c max_connections=300 -c shared_buffers=64MB -c max_wal_size=512MB";

    public static async Task<PostgresServer> StartAsync()
    {
        var binaries = FindBinaries();
        var folder = Directory.CreateTempSubdirectory("pt-tests-").FullName;
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), password);

        // PostgreSQL refuses to run as root.
        var user = Environment.UserName == "root" ? await UnprivilegedUserAsync() : null;
        if (user is not null)
        {
            await RunAsync("chown", "-R", user, folder);
        }

        await RunAsAsync(user, Path.Combine(binaries, "initdb"), "-D", Path.Combine(folder, "data"), "-U", "postgres",
            "--auth=scram-sha-256", $"--pwfile={Path.Combine(folder, "password")}", "--no-sync", "--no-locale",
            "--encoding=UTF8");
        var postmaster = Start(user, Path.Combine(binaries, "postgres"),
            [.. $"-D {folder}/data -k {folder} {Settings}".Split(' ')]);

        var admin = new NpgsqlConnectionStringBuilder
        {
            Host = folder,
            Username = "postgres",
            Password = password,
            Database = "postgres",
            Pooling = false,
        }.ConnectionString;
        await WaitUntilUpAsync(admin, postmaster);

        string UrlOf(string database) => $"postgres://postgres:{password}@{Uri.EscapeDataString(folder)}/{database}";
        return new(admin, UrlOf, Stop: () => StopAsync(postmaster, folder));
    }

    private static string FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin")
            : [];
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";

        // Debian keeps initdb out of PATH; a link to it in PATH is as good, where postgres lies beside it too.
        return path.Split(':').Concat(installed).FirstOrDefault(folder =>
                File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new InvalidOperationException(
                "No PostgreSQL programs (initdb, postgres) were found. Run scripts/test, which installs them, or set "
                + "PORTFOLIOTRACKER_TEST_PG to a privileged connection string of a server for tests.");
    }

    /// <summary>As uid:gid.</summary>
    private static async Task<string> UnprivilegedUserAsync()
    {
        var users = (await File.ReadAllLinesAsync("/etc/passwd")).Select(line => line.Split(':')).ToArray();
        var user = users.FirstOrDefault(fields => fields[0] == "postgres")
            ?? users.First(fields => fields[0] == "nobody");
        return $"{user[2]}:{user[3]}";
    }

    private static async Task WaitUntilUpAsync(string admin, Process postmaster)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(admin);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (attempt < 400 && !postmaster.HasExited)
            {
                await Task.Delay(25);
            }
        }
    }

    /// <summary>
    /// The kernel ends the cluster when the thread that started it ends, so one thread is kept for that.
    /// </summary>
    private static Process Start(string? user, string program, string[] arguments)
    {
        var started = new TaskCompletionSource<Process>();
        new Thread(() =>
        {
            try
            {
                var process = Process.Start(As(user, program, arguments, diesWithParent: true))!;
                process.OutputDataReceived += (_, _) => { };
                process.ErrorDataReceived += (_, _) => { };
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                started.SetResult(process);
                process.WaitForExit();
            }
            catch (System.ComponentModel.Win32Exception missing)
            {
                started.TrySetException(missing);
            }
        })
        { IsBackground = true, Name = "postgres" }.Start();
        return started.Task.GetAwaiter().GetResult();
    }

    private static async Task StopAsync(Process postmaster, string folder)
    {
        NpgsqlConnection.ClearAllPools();
        if (!postmaster.HasExited)
        {
            // SIGQUIT: at once, without a last checkpoint.
            await Signal.SendAsync("QUIT", postmaster);
            await postmaster.WaitForExitAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task RunAsync(string program, params string[] arguments) => RunAsAsync(null, program, arguments);

    private static async Task RunAsAsync(string? user, string program, params string[] arguments)
    {
        using var process = Process.Start(As(user, program, arguments, diesWithParent: false))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}");
        }
    }

    private static ProcessStartInfo As(string? user, string program, string[] arguments, bool diesWithParent)
    {
        string[] setpriv = user?.Split(':') is [var uid, var gid]
            ? [$"--reuid={uid}", $"--regid={gid}", "--clear-groups"]
            : [];
        string[] death = diesWithParent && File.Exists("/usr/bin/setpriv") ? ["--pdeathsig=KILL"] : [];
        string[] options = [.. setpriv, .. death];
        return new(options is [] ? program : "setpriv", options is [] ? arguments : [.. options, program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
    }
}
